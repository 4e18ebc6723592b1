// The one script of the citizens' pages. Every page works without it; it only
// counts, copies, saves and uploads in pieces. It is written with var and
// function on purpose: esbuild lowers no more to ES5, which old telephones read.

type Say = { [key: string]: string }

var say: Say = {}
try {
  say = JSON.parse(document.body.getAttribute('data-say') || '{}')
} catch {
  say = {}
}

function each(selector: string, visit: (el: HTMLElement) => void): void {
  var found = document.querySelectorAll(selector)
  for (var i = 0; i < found.length; i++) visit(found[i] as HTMLElement)
}

function fill(text: string, values: { [name: string]: string | number }): string {
  for (var name in values) text = text.split('{' + name + '}').join(String(values[name]))
  return text
}

function tell(key: string): void {
  var place = document.getElementById('saved')
  if (place && say[key]) place.textContent = say[key]
}

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

// ---- uploads: tus 1.0 in pieces, going on where the line broke -------------

var PIECE = 4 * 1024 * 1024
var WAITS = [0, 1000, 3000, 8000, 20000]

function base64(text: string): string {
  return btoa(unescape(encodeURIComponent(text)))
}

type Row = { li: HTMLElement; bar: HTMLProgressElement; note: HTMLElement; act: HTMLButtonElement }

function uploader(el: HTMLElement): void {
  var form = el as HTMLFormElement
  var at = form.getAttribute('data-upload')
  var chooser = document.getElementById('file') as HTMLInputElement | null
  var rows = document.getElementById('files')
  if (!at || !chooser || !rows || !window.FormData || !('slice' in Blob.prototype)) return
  var folder: string = at
  var input: HTMLInputElement = chooser
  var list: HTMLElement = rows
  each('.nojs', function (p) {
    p.hidden = true
  })
  var limit = Number(list.getAttribute('data-limit'))
  var going = 0
  var keeps = form.hasAttribute('data-keep') // the form itself keeps what arrived until it is sent
  var word = form.elements.namedItem('once') as HTMLInputElement | null

  // Files are handed in one after the other: two at once would each save the draft without the other's.
  var turns: (() => void)[] = []
  var busy = false
  function nextTurn(): void {
    var turn = turns.shift()
    busy = !!turn
    if (turn) turn()
  }

  input.addEventListener('change', function () {
    var files = input.files
    for (var i = 0; files && i < files.length; i++) take(files[i])
    input.value = ''
  })
  form.addEventListener('submit', function (e) {
    if (going > 0) {
      e.preventDefault()
      e.stopImmediatePropagation()
      tell('sending')
    }
  })

  function row(file: File): Row {
    var li = document.createElement('li')
    var name = document.createElement('span')
    name.textContent = file.name + '  ' + size(file.size)
    var act = document.createElement('button')
    act.type = 'button'
    act.className = 'link'
    var bar = document.createElement('progress')
    bar.className = 'bar'
    bar.max = file.size || 1
    bar.value = 0
    bar.setAttribute('aria-label', (say.sending || '') + ' ' + file.name)
    var note = document.createElement('span')
    note.className = 'err'
    note.setAttribute('role', 'status')
    li.appendChild(name)
    li.appendChild(act)
    li.appendChild(bar)
    li.appendChild(note)
    list.appendChild(li)
    list.hidden = false
    return { li: li, bar: bar, note: note, act: act }
  }

  function size(n: number): string {
    return n < 1048576 ? Math.ceil(n / 1024) + ' KB' : (n / 1048576).toFixed(1) + ' MB'
  }

  function take(file: File): void {
    if (list.children.length >= limit) {
      refuse(row(file), fill(say.file_many || '', { max: limit }))
      return
    }
    var r = row(file)
    if (file.size === 0) refuse(r, fill(say.file_empty || '', { name: file.name }))
    else send(file, r)
  }

  function refuse(r: Row, text: string): void {
    r.bar.hidden = true
    r.note.textContent = text
    r.act.textContent = say.remove || ''
    r.act.onclick = function () {
      list.removeChild(r.li)
    }
  }

  function send(file: File, r: Row): void {
    var url = ''
    var tries = 0
    var current: XMLHttpRequest | null = null
    var stopped = false
    going++
    r.note.textContent = ''
    r.bar.hidden = false
    r.act.textContent = say.remove || ''
    r.act.onclick = function () {
      stopped = true
      if (current) current.abort()
      going--
      list.removeChild(r.li)
    }
    create()

    function ask(method: string, to: string, then: (x: XMLHttpRequest) => void): XMLHttpRequest {
      var x = new XMLHttpRequest()
      x.open(method, to)
      x.setRequestHeader('Tus-Resumable', '1.0.0')
      if (word) x.setRequestHeader('X-Form', word.value)
      x.onload = function () {
        then(x)
      }
      x.onerror = again
      current = x
      return x
    }
    function create(): void {
      var x = ask('POST', folder, function (x) {
        url = x.getResponseHeader('Location') || ''
        if (x.status === 201 && url) piece(0)
        else failed(x)
      })
      x.setRequestHeader('Upload-Length', String(file.size))
      x.setRequestHeader('Upload-Metadata', 'filename ' + base64(file.name))
      x.send()
    }
    function piece(offset: number): void {
      var x = ask('PATCH', url, function (x) {
        if (x.status !== 204) return failed(x)
        tries = 0
        var next = Number(x.getResponseHeader('Upload-Offset'))
        r.bar.value = next
        if (next < file.size) piece(next)
        else attach()
      })
      x.setRequestHeader('Content-Type', 'application/offset+octet-stream')
      x.setRequestHeader('Upload-Offset', String(offset))
      x.upload.onprogress = function (e) {
        r.bar.value = offset + e.loaded
      }
      x.send(file.slice(offset, offset + PIECE))
    }
    // The line broke: ask how much arrived and go on there.
    function again(): void {
      if (stopped) return
      if (tries >= WAITS.length) return give(fill(say.file_failed || '', { name: file.name }), true)
      setTimeout(function () {
        if (stopped) return
        if (!url) return create()
        ask('HEAD', url, function (x) {
          if (x.status === 200 || x.status === 204) piece(Number(x.getResponseHeader('Upload-Offset')))
          else failed(x)
        }).send()
      }, WAITS[tries++])
    }
    function failed(x: XMLHttpRequest): void {
      if (x.status >= 500 || x.status === 409 || x.status === 423 || x.status === 429) return again()
      var text: string
      try {
        var problem = JSON.parse(x.responseText)
        text = (problem.fields && problem.fields.file) || problem.title
      } catch {
        text = ''
      }
      give(text || fill(say.file_failed || '', { name: file.name }), x.status === 404)
    }
    function give(text: string, retry: boolean): void {
      going--
      refuse(r, text)
      if (!retry) return
      r.act.textContent = say.retry || ''
      r.act.onclick = function () {
        send(file, r)
      }
    }
    function keep(id: string): void {
      var field = document.createElement('input')
      field.type = 'hidden'
      field.name = 'upload'
      field.value = id
      r.li.appendChild(field)
      going--
      r.bar.hidden = true
      r.note.className = 'muted'
      r.note.textContent = say.sent || ''
      r.act.onclick = function () {
        list.removeChild(r.li)
      }
    }
    function attach(): void {
      var id = url.substring(url.lastIndexOf('/') + 1)
      if (keeps) return keep(id)
      var data = new FormData()
      var draft = form.elements.namedItem('draft') as HTMLInputElement | null
      if (draft) data.append('draft', draft.value)
      data.append('upload', id)
      var x = new XMLHttpRequest()
      x.open('POST', form.action)
      x.setRequestHeader('X-Autosave', '1')
      x.onload = function () {
        if (x.status !== 204) return give(fill(say.file_failed || '', { name: file.name }), true)
        going--
        r.bar.hidden = true
        r.note.className = 'muted'
        r.note.textContent = say.sent || ''
        r.act.type = 'submit'
        r.act.name = 'remove'
        r.act.value = id
        r.act.onclick = null
        var next = document.getElementById('next')
        if (next && say['continue']) next.textContent = say['continue']
        tell('saved')
      }
      x.onerror = function () {
        give(fill(say.file_failed || '', { name: file.name }), true)
      }
      x.onloadend = nextTurn
      turns.push(function () {
        x.send(data)
      })
      if (!busy) nextTurn()
    }
  }
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
