import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { firstPart } from './first-part.mjs'

/** The folder that wrangler.toml serves. Tests build into others. */
const [outdir = 'lab/dist'] = process.argv.slice(2)

const options = {
  bundle: true,
  minify: true,
  sourcemap: true,
  target: 'es2022',
  outbase: 'lab/page',
  outdir,
  logLevel: 'warning',
  metafile: true,
}

const built = await Promise.all([
  build({
    ...options,
    entryPoints: [
      'main.tsx',
      'lab.css',
      'see/see.css',
      'policy/policy.css',
      'learn.tsx',
      'learn.css',
      'late.css',
      'calls/style.css',
      '*.html',
    ].map((name) => `lab/page/${name}`),
    format: 'esm',
    splitting: true,
    plugins: [firstPart],
    loader: { '.html': 'copy' },
  }),
  // Classic scripts, because modules are fetched with CORS, and the sandboxed frame has no origin.
  build({ ...options, entryPoints: ['lab/page/calls/main.ts', 'lab/page/calls/sandbox.ts'] }),
])

const files = outputsOf(built).filter((path) => !path.endsWith('.map'))
const hash = createHash('sha256')
for (const file of files) hash.update(pathOf(file)).update(readFileSync(file))

const keeper = await build({
  ...options,
  entryPoints: { offline: 'lab/offline/keeper.ts' },
  define: {
    FILES: JSON.stringify(files.map(pathOf)),
    // Browsers install a service worker anew when a byte of it has changed.
    VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
  },
})

// A part of an older build would be served and deployed too. Not before the build, because wrangler stops if it looks for
// the folder then, as it does after two changes in a row.
const kept = new Set(outputsOf([...built, keeper]))
for (const entry of readdirSync(outdir, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (entry.isFile() && !kept.has(resolve(path))) rmSync(path)
}

/** The files that were written. */
function outputsOf(results) {
  return results
    .flatMap(({ metafile }) => Object.keys(metafile.outputs))
    .map((path) => resolve(path))
    .toSorted()
}

/** The path at which a file is served: pages without `.html`, which only redirects. */
function pathOf(file) {
  return `/${file.slice(resolve(outdir).length + 1).replaceAll('\\', '/')}`.replace(/(?:index)?\.html$/, '')
}
