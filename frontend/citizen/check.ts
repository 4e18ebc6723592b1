// The checker of /log: it verifies a proof file in the browser and sends nothing anywhere. It says
// what internal/ledger says (C2SP tlog-proof, RFC 6962), and less where the browser cannot check a
// signature. Written with var and function like enhance.ts, and for the same telephones.

type Bytes = Uint8Array
type Words = { [key: string]: string }
type Line = { name: string; id: string; signature: Bytes }
type Known = { name: string; id: string; kind: number; key: Bytes }
type Proof = {
  extra: Bytes
  index: number
  path: Bytes[]
  text: string // of the checkpoint, without signatures
  origin: string
  size: number
  root: Bytes
  lines: Line[]
}

// The page about the log holds all three, and no other page loads this script.
var box = document.getElementById('checker') as HTMLElement
var field = document.getElementById('proof') as HTMLInputElement
var answer = document.getElementById('answer') as HTMLElement
var words: Words = {}

function refuse(why: string): never {
  throw new Error(words['why_' + why] ? why : 'form')
}

function utf8(text: string): Bytes {
  var raw = unescape(encodeURIComponent(text))
  var bytes = new Uint8Array(raw.length)
  for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i)
  return bytes
}

// One text for the same bytes: otherwise a changed file could pass for the real one.
function decode(text: string): Bytes {
  var raw = ''
  try {
    raw = atob(text)
  } catch {
    refuse('form')
  }
  if (btoa(raw) !== text) refuse('form')
  var bytes = new Uint8Array(raw.length)
  for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i)
  return bytes
}

function hash32(text: string): Bytes {
  var bytes = decode(text)
  if (bytes.length !== 32) refuse('form')
  return bytes
}

function whole(text: string): number {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) refuse('form')
  return Number(text)
}

function join(parts: Bytes[]): Bytes {
  var length = 0
  for (var i = 0; i < parts.length; i++) length += parts[i].length
  var all = new Uint8Array(length)
  for (i = 0, length = 0; i < parts.length; i++) {
    all.set(parts[i], length)
    length += parts[i].length
  }
  return all
}

function same(a: Bytes, b: Bytes): boolean {
  var differ = a.length ^ b.length
  for (var i = 0; i < a.length; i++) differ |= a[i] ^ b[i]
  return differ === 0
}

function hex(bytes: Bytes): string {
  var text = ''
  for (var i = 0; i < bytes.length; i++) text += ('0' + bytes[i].toString(16)).slice(-2)
  return text
}

function read(file: string): Proof {
  var parts = file.split('\n\n')
  if (parts.length !== 3) refuse('form')
  var head = parts[0].split('\n')
  if (head.shift() !== 'c2sp.org/tlog-proof@v1' || head.length < 2) refuse('form')
  var extra = (head.shift() as string).split('extra ')
  var index = (head.shift() as string).split('index ')
  if (extra.length !== 2 || extra[0] || index.length !== 2 || index[0]) refuse('form')
  var top = parts[1].split('\n')
  if (top.length !== 3) refuse('form')
  var signed = parts[2].split('\n')
  if (signed.pop() !== '' || !signed.length) refuse('form')
  return {
    extra: decode(extra[1]),
    index: whole(index[1]),
    path: head.map(hash32),
    text: parts[1] + '\n',
    origin: top[0],
    size: whole(top[1]),
    root: hash32(top[2]),
    lines: signed.map(function (line) {
      var found = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line)
      if (!found) return refuse('form')
      var raw = decode(found[2])
      return { name: found[1], id: hex(raw.subarray(0, 4)), signature: raw.subarray(4) }
    }),
  }
}

function known(keys: string): Known[] {
  return keys
    .split('\n')
    .filter(Boolean)
    .map(function (text) {
      var parts = text.split('+') // the key itself may hold a plus
      var key = decode(parts.slice(2).join('+'))
      return { name: parts[0], id: parts[1], kind: key[0], key: key.subarray(1) }
    })
}

function digest(bytes: Bytes): Promise<Bytes> {
  return crypto.subtle.digest('SHA-256', bytes as BufferSource).then(function (sum) {
    return new Uint8Array(sum)
  })
}

function node(left: Bytes, right: Bytes): Promise<Bytes> {
  return digest(join([new Uint8Array([1]), left, right]))
}

// RFC 9162, 2.1.3.2: climb from the leaf to the root.
function climb(p: Proof, leaf: Bytes): Promise<Bytes> {
  var at = p.index
  var last = p.size - 1
  if (at > last) refuse('tree')
  var climbing = Promise.resolve(leaf)
  p.path.forEach(function (beside) {
    if (last === 0) refuse('tree')
    var left = at % 2 === 1 || at === last
    while (left && at % 2 === 0 && at !== 0) {
      at = at / 2
      last = Math.floor(last / 2)
    }
    climbing = climbing.then(function (sum) {
      return left ? node(beside, sum) : node(sum, beside)
    })
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  })
  if (last !== 0) refuse('tree')
  return climbing
}

// Answers false where this browser knows no such signature, and throws where it is wrong.
function verify(p: Proof, line: Line, by: Known): Promise<boolean> {
  var signature = line.signature
  var message = p.text
  if (by.kind === 4) {
    if (signature.length !== 72) return Promise.resolve(refuse('signature'))
    var time = 0
    for (var i = 0; i < 8; i++) time = time * 256 + signature[i]
    message = 'cosignature/v1\ntime ' + time + '\n' + message
    signature = signature.subarray(8)
  } else if (by.kind !== 1) return Promise.resolve(false)
  return crypto.subtle.importKey('raw', by.key as BufferSource, { name: 'Ed25519' }, false, ['verify']).then(
    function (key) {
      return crypto.subtle
        .verify({ name: 'Ed25519' }, key, signature as BufferSource, utf8(message) as BufferSource)
        .then(function (good) {
          return good || refuse('signature')
        })
    },
    function () {
      return false
    },
  )
}

function signatures(p: Proof, keys: Known[]): Promise<boolean[]> {
  var seen: { [id: string]: boolean } = {}
  var all = p.lines.map(function (line) {
    var by = keys.filter(function (k) {
      return k.name === line.name && k.id === line.id
    })[0]
    if (!by || seen[line.name + line.id]) return refuse('stranger')
    seen[line.name + line.id] = true
    return verify(p, line, by)
  })
  if (!seen[keys[0].name + keys[0].id]) refuse('stranger')
  return Promise.all(all)
}

function row(list: HTMLElement, name: string, value: string): void {
  var div = document.createElement('div')
  var dt = document.createElement('dt')
  var dd = document.createElement('dd')
  dt.textContent = words[name]
  dd.textContent = value
  div.appendChild(dt)
  div.appendChild(dd)
  list.appendChild(div)
}

function say(look: string, sign: string, word: string, line: string): HTMLElement {
  answer.textContent = ''
  var note = document.createElement('div')
  note.className = 'note ' + look
  var verdict = document.createElement('p')
  verdict.className = 'verdict'
  var mark = document.createElement('i')
  mark.setAttribute('aria-hidden', 'true')
  mark.textContent = sign
  var strong = document.createElement('b')
  strong.textContent = word
  verdict.appendChild(mark)
  verdict.appendChild(strong)
  var text = document.createElement('p')
  text.textContent = line
  note.appendChild(verdict)
  note.appendChild(text)
  answer.appendChild(note)
  return note
}

function show(p: Proof, checked: boolean[]): void {
  var all = checked.every(Boolean)
  if (all) say('good', '\u2713', words.good, words.good_line)
  else say('', '?', words.part, words.part_line)
  var list = document.createElement('dl')
  list.className = 'sheet'
  if (p.extra.length > 32) {
    var raw = ''
    for (var i = 32; i < p.extra.length; i++) raw += String.fromCharCode(p.extra[i])
    var event = JSON.parse(decodeURIComponent(escape(raw)))
    row(list, 'number', event.number)
    row(
      list,
      'filed',
      new Date(event.at).toLocaleString(document.documentElement.lang, { timeZone: 'Asia/Shanghai' }),
    )
    if (event.filing) row(list, 'title', event.filing.title)
  } else row(list, 'title', words.opens_nothing)
  row(list, 'place', words.place_n.replace('{n}', String(p.index + 1)).replace('{size}', String(p.size)))
  row(list, 'name', p.origin)
  if (p.lines.length > 1)
    row(
      list,
      'witnessed',
      p.lines
        .slice(1)
        .map(function (l) {
          return l.name
        })
        .join(', '),
    )
  answer.appendChild(list)
}

function check(text: string): Promise<void> {
  var p = read(text)
  var keys = known(box.getAttribute('data-keys') || '')
  if (p.origin !== keys[0].name) refuse('log')
  if (p.extra.length < 32) refuse('entry')
  var entry = p.extra.length === 32 ? Promise.resolve(p.extra) : digest(p.extra)
  return entry
    .then(function (entry) {
      return digest(join([new Uint8Array([0]), entry]))
    })
    .then(function (leaf) {
      return climb(p, leaf)
    })
    .then(function (root) {
      if (!same(root, p.root)) refuse('tree')
      return signatures(p, keys)
    })
    .then(function (checked) {
      show(p, checked)
    })
}

function failed(e: Error): void {
  say('warn', '\u2715', words.bad, words.bad_line + ' ' + (words['why_' + e.message] || words.why_form))
}

function begin(): void {
  var file = field.files && field.files[0]
  if (!file) return
  say('', '\u2026', words.reading, '')
  var reader = new FileReader()
  reader.onload = function () {
    try {
      check(String(reader.result)).then(null, failed)
    } catch (e) {
      failed(e as Error)
    }
  }
  reader.onerror = function () {
    failed(new Error('form'))
  }
  reader.readAsText(file)
}

if (document.getElementById('checker')) {
  try {
    words = JSON.parse(box.getAttribute('data-say') || '{}')
  } catch {
    words = {}
  }
  ;(document.getElementById('unscripted') as HTMLElement).hidden = true
  box.hidden = false
  if (window.crypto && crypto.subtle && window.Promise && window.FileReader) {
    field.addEventListener('change', begin)
    field.addEventListener('click', function () {
      field.value = '' // the same file may be chosen again
    })
  } else {
    field.disabled = true
    say('', '?', words.old_browser, '')
  }
}
