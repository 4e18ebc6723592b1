// Builds the citizens' one script: classic, ES5, no imports, at most 8 KB
// compressed (budget.mjs looks after that). Run from the folder frontend/.
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

await build({
  entryPoints: [here('./enhance.ts')],
  outfile: here('../dist/citizen/enhance.js'),
  bundle: true,
  format: 'iife',
  target: 'es5',
  minify: true,
  legalComments: 'none',
  charset: 'ascii',
})
