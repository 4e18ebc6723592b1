// Checks a proof of the transparency log without a line of the portal's code: Node and nothing else.
//
//   node docs/check-proof.mjs FILE.tlog-proof KEYS [CHECKPOINT]
//
// KEYS is what /log/key answers, kept from a place one trusts; CHECKPOINT what /log/checkpoint answers today; each a file or
// an address. It says what the file proves and ends with 0, or why it proves nothing and ends with 1. See docs/log.md.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const one = Buffer.of(1)

function need(good, why) {
  if (!good) throw new Error(why)
}

async function read(from) {
  if (!/^https?:/.test(from)) return readFileSync(from, 'utf8')
  const answer = await fetch(from)
  need(answer.ok, `${from} answered ${answer.status}`)
  return answer.text()
}

function bytes(text) {
  const raw = Buffer.from(text, 'base64')
  need(raw.toString('base64') === text, 'not base64 as it is written here')
  return raw
}

// Keys of signed notes: name+hash+base64 of a kind and the key; 1 signs the text, 4 signs it with a time (a witness).
function keysOf(text) {
  return text.trim().split('\n').map((line) => {
    const [name, id, ...rest] = line.split('+')
    const raw = bytes(rest.join('+'))
    const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.subarray(1)]), format: 'der', type: 'spki' })
    return { name, id, kind: raw[0], key }
  })
}

// A signed note; the first key must have signed, and nobody unknown.
function checkpoint(note, keys) {
  const cut = note.indexOf('\n\n')
  const text = note.slice(0, cut + 1)
  const signers = note.slice(cut + 2).trimEnd().split('\n').map((line) => {
    const [dash, name, value, ...more] = line.split(' ')
    need(dash === '—' && value && more.length === 0, 'no line of a signature')
    const raw = bytes(value)
    const by = keys.find((k) => k.name === name && k.id === raw.subarray(0, 4).toString('hex'))
    need(by, `signed by ${name}, whose key was not given`)
    let message = text
    let signature = raw.subarray(4)
    if (by.kind === 4) {
      message = `cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${text}`
      signature = signature.subarray(8)
    }
    need(verify(null, Buffer.from(message), by.key, signature), `the signature of ${name} is wrong`)
    return by
  })
  need(signers.includes(keys[0]), 'the log did not sign')
  const [origin, size, root, end, ...more] = text.split('\n')
  need(origin === keys[0].name && /^(0|[1-9]\d*)$/.test(size) && end === '' && more.length === 0, 'no checkpoint of this log')
  return { origin, size: Number(size), root: bytes(root), witnesses: signers.filter((s) => s !== keys[0]).map((s) => s.name) }
}

// RFC 9162, 2.1.3.2: from the leaf up to the root.
function rootOf(leaf, index, size, path) {
  need(index < size, 'the entry lies behind the end of the log')
  let [at, last, sum] = [index, size - 1, leaf]
  for (const beside of path) {
    need(last > 0, 'the path is too long')
    if (at % 2 === 1 || at === last) {
      sum = sha256(one, beside, sum)
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else sum = sha256(one, sum, beside)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  need(last === 0, 'the path is too short')
  return sum
}

function proof(file, keys) {
  const cut = file.indexOf('\n\n')
  const [header, extraLine, indexLine, ...path] = file.slice(0, cut).split('\n')
  need(header === 'c2sp.org/tlog-proof@v1' && extraLine?.startsWith('extra ') && /^index (0|[1-9]\d*)$/.test(indexLine ?? ''), 'no proof of a log')
  const extra = bytes(extraLine.slice(6))
  const signed = checkpoint(file.slice(cut + 2), keys)
  const entry = extra.length === 32 ? extra : sha256(extra)
  const index = Number(indexLine.slice(6))
  const root = rootOf(sha256(Buffer.of(0), entry), index, signed.size, path.map(bytes))
  need(root.equals(signed.root), 'the entry is not in the log that was signed')
  return { ...signed, index, event: extra.length > 32 ? JSON.parse(extra.subarray(32)) : undefined }
}

try {
  const [file, keyFile, newer] = process.argv.slice(2)
  need(file && keyFile, 'say which: node check-proof.mjs FILE KEYS [CHECKPOINT]')
  const keys = keysOf(await read(keyFile))
  const p = proof(await read(file), keys)
  console.log(`entry ${p.index} of ${p.size} in ${p.origin}${p.witnesses.length ? `, witnessed by ${p.witnesses.join(', ')}` : ''}`)
  if (p.event) console.log(`${p.event.number} ${p.event.verb} at ${p.event.at}: ${p.event.filing?.title ?? ''}`)
  if (newer) {
    const now = checkpoint(await read(newer), keys)
    need(now.size >= p.size, `the checkpoint has ${now.size} entries and is older than the file; where it is today's, the log was set back`)
    need(now.size > p.size || now.root.equals(p.root), 'the log was changed since')
    console.log(`the log has ${now.size} entries now`)
  }
} catch (error) {
  console.error(`proves nothing: ${error.message}`)
  process.exitCode = 1
}
