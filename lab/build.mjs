import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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
}

// A part of an older build would be served and deployed too.
rmSync(outdir, { recursive: true, force: true })

await Promise.all([
  build({
    ...options,
    entryPoints: [
      'main.tsx',
      'lab.css',
      'see/see.css',
      'policy/policy.css',
      'learn.tsx',
      'learn.css',
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

const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
  .map(({ parentPath, name }) => join(parentPath, name))
  .toSorted()
const hash = createHash('sha256')
for (const file of files) hash.update(file).update(readFileSync(file))

await build({
  ...options,
  entryPoints: { offline: 'lab/offline/keeper.ts' },
  define: {
    FILES: JSON.stringify(files.map(pathOf).filter((path) => !['/404', '/calls-without-api'].includes(path))),
    // Browsers install a service worker anew when a byte of it has changed.
    VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
  },
})

/** The path at which a file is served: pages without `.html`, which only redirects. */
function pathOf(file) {
  return `/${file.slice(join(outdir, '/').length).replaceAll('\\', '/')}`.replace(/(?:index)?\.html$/, '')
}
