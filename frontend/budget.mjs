// Fails the build when a part of the front end grows past what an old phone on a slow line can bear.
//
//   node budget.mjs citizen   the citizen's script: at most 8 KB compressed, and ES5 that a 2014 browser can parse
//   node budget.mjs desk      what the desk loads before its first page: at most 120 KB compressed
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'

const dist = new URL('./dist/', import.meta.url).pathname

// Every file under folder whose name ends so, with its path below folder.
function files(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
}

function compressed(paths) {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0)
}

function within(what, paths, limit) {
  const size = compressed(paths)
  console.log(`budget: ${what} ${(size / 1024).toFixed(1)} KB compressed, allowed ${limit / 1024} KB`)
  return size <= limit ? [] : [`${what} is ${size} bytes compressed, more than ${limit}`]
}

// A script that an old engine cannot parse does nothing at all, not even its harmless parts.
function parsesAsES5(path) {
  try {
    parse(readFileSync(path, 'utf8'), { ecmaVersion: 5, sourceType: 'script' })
    return []
  } catch (err) {
    return [`${path} is not ES5: ${err.message}`]
  }
}

function citizen() {
  const scripts = files(join(dist, 'citizen'), '.js')
  if (scripts.length === 0) return ['dist/citizen holds no script']
  return [...within('citizen scripts', scripts, 8 * 1024), ...scripts.flatMap(parsesAsES5)]
}

// The entry: the scripts and styles that index.html names; everything else is loaded when its page is opened.
function desk() {
  const html = readFileSync(join(dist, 'desk', 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="[^"]*?(assets\/[^"]+\.(?:js|css))"/g)].map(
    (found) => found[1],
  )
  if (named.length === 0) return ['dist/desk/index.html names no script']
  return within(
    'desk entry',
    [...new Set(named)].map((name) => join(dist, 'desk', name)),
    120 * 1024,
  )
}

const parts = { citizen, desk }
const part = parts[process.argv[2]]
if (!part) {
  console.error(`usage: node budget.mjs ${Object.keys(parts).join('|')}`)
  process.exit(2)
}
const problems = part()
for (const problem of problems) console.error(`budget: ${problem}`)
process.exit(problems.length === 0 ? 0 : 1)
