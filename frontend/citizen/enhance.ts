// The one script of the citizens' pages. Every page works without it; it only
// counts, copies, saves and uploads in pieces. It is written with var and
// function on purpose: esbuild lowers no more to ES5, which old telephones read.
import { each, fill, say, tell } from './say'
import { uploader } from './upload'

// The server counts code points; a surrogate pair is one of them.
function runes(text: string): number {
  return text.replace(/^\s+|\s+$/g, '').replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '_').length
}

function counter(el: HTMLElement): void {
  var field = el as HTMLTextAreaElement
  var line = document.getElementById(field.id + '-count')
  if (!line || !say.written) return
  var shown: HTMLElement = line
  var max = Number(field.getAttribute('data-max'))
  var min = Number(field.getAttribute('data-min') || 0)
  var first = line.textContent || ''
  function count(): void {
    var n = runes(field.value)
    var text = first
    if (n > max) text = fill(say.over, { left: n - max })
    else if (n > 0 && n < min) text = fill(say.missing, { n: n, left: min - n })
    else if (n > 0) text = fill(say.written, { n: n, max: max })
    shown.textContent = text
    shown.className = n > max ? 'count over' : 'count'
  }
  field.addEventListener('input', count)
  count()
}

function copier(el: HTMLElement): void {
  var named = document.getElementById(el.getAttribute('data-copy') || '')
  if (!named) return
  var from: HTMLElement = named
  el.hidden = false
  var label = el.textContent
  function done(): void {
    el.textContent = say.copied || label
    setTimeout(function () {
      el.textContent = label
    }, 2000)
  }
  el.addEventListener('click', function () {
    var text = ''
    var parts = from.children
    for (var i = 0; i < parts.length; i++) text += (i ? '-' : '') + (parts[i].textContent || '')
    if (!text) text = (from.textContent || '').replace(/^\s+|\s+$/g, '')
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(done, select)
    } else select()
  })
  function select(): void {
    var range = document.createRange()
    range.selectNodeContents(from)
    var selection = window.getSelection()
    if (!selection) return
    selection.removeAllRanges()
    selection.addRange(range)
    if (document.execCommand && document.execCommand('copy')) done()
  }
}

function encoded(form: HTMLFormElement): string {
  var pairs: string[] = []
  for (var i = 0; i < form.elements.length; i++) {
    var f = form.elements[i] as HTMLInputElement
    if (!f.name || f.type === 'submit' || f.type === 'file') continue
    if ((f.type === 'checkbox' || f.type === 'radio') && !f.checked) continue
    pairs.push(encodeURIComponent(f.name) + '=' + encodeURIComponent(f.value))
  }
  return pairs.join('&')
}

// Saving a few seconds after the last key, silently: nothing is checked.
function autosave(el: HTMLElement): void {
  var form = el as HTMLFormElement
  var timer = 0
  function save(): void {
    timer = 0
    var r = new XMLHttpRequest()
    r.open('POST', form.action)
    r.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded')
    r.setRequestHeader('X-Autosave', '1')
    r.onload = function () {
      tell(r.status === 204 ? 'saved' : 'not_saved')
    }
    r.onerror = function () {
      tell('not_saved')
      if (!timer) timer = window.setTimeout(save, 15000)
    }
    r.send(encoded(form))
  }
  form.addEventListener('input', function () {
    clearTimeout(timer)
    timer = window.setTimeout(save, 3000)
  })
  form.addEventListener('submit', function () {
    clearTimeout(timer)
  })
}

// A second click on a button is the same click.
function once(el: HTMLElement): void {
  var sent = false
  el.addEventListener('submit', function (e) {
    if (sent) e.preventDefault()
    sent = true
  })
  window.addEventListener('pageshow', function () {
    sent = false
  })
}

// Leaving fast: the link itself, or Shift three times; nothing stays in the history.
function exit(el: HTMLElement): void {
  var link = el as HTMLAnchorElement
  var presses = 0
  function go(): void {
    window.location.replace(link.href)
  }
  link.addEventListener('click', function (e) {
    e.preventDefault()
    go()
  })
  document.addEventListener('keyup', function (e) {
    presses = e.key === 'Shift' ? presses + 1 : 0
    if (presses === 3) go()
  })
}

// The square code of a paper leads here with the verification code behind the #.
function scanned(): void {
  var code = document.getElementById('code') as HTMLInputElement | null
  var number = document.getElementById('number')
  if (!code || !number) return
  code.value = location.hash.slice(1)
  if (history.replaceState) history.replaceState(null, '', location.pathname)
  number.focus()
}

each('.summary', function (el) {
  el.focus()
})
if (location.pathname === '/verify' && /^#[0-9A-Za-z-]{8,9}$/.test(location.hash)) scanned()
each('[data-max]', counter)
each('[data-copy]', copier)
each('[data-print]', function (el) {
  el.hidden = false
  el.addEventListener('click', function () {
    window.print()
  })
})
each('form[data-upload]', uploader)
each('[data-exit]', exit)
each('form[method=post]', once)
each('form[data-autosave]', autosave)
