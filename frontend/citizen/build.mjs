// Builds the citizens' scripts, the one of all pages and the checker of /log: classic, ES5, no
// imports, at most 8 KB compressed (budget.mjs looks after that). Run from the folder frontend/.
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

await build({
  entryPoints: [here('./enhance.ts'), here('./check.ts')],
  outdir: here('../dist/citizen'),
  bundle: true,
  format: 'iife',
  target: 'es5',
  minify: true,
  legalComments: 'none',
  charset: 'ascii',
})
