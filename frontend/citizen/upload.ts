// Uploads: tus 1.0 in pieces, going on where the line broke. Written with var and function like
// enhance.ts, and for the same telephones.

import { each, fill, say, tell } from './say'

var PIECE = 4 * 1024 * 1024
var WAITS = [0, 1000, 3000, 8000, 20000]

function base64(text: string): string {
  return btoa(unescape(encodeURIComponent(text)))
}

type Row = { li: HTMLElement; bar: HTMLProgressElement; note: HTMLElement; act: HTMLButtonElement }

export function uploader(el: HTMLElement): void {
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
  var waiting: HTMLElement | null = null // the button that was pressed while files were still on their way
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
      waiting = (e as SubmitEvent).submitter || (document.activeElement as HTMLElement)
      tell('waiting')
    }
  })

  // A file has arrived, or was taken off; with the last one goes what was pressed meanwhile.
  function arrived(): void {
    going--
    if (going > 0 || !waiting) return
    var button = waiting
    waiting = null
    button.click()
  }

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
      list.removeChild(r.li)
      arrived()
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
      waiting = null // sent without this file only by another press
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
      r.bar.hidden = true
      r.note.className = 'muted'
      r.note.textContent = say.sent || ''
      r.act.onclick = function () {
        list.removeChild(r.li)
      }
      arrived()
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
        arrived()
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
