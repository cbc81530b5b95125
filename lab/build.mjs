import { rmSync } from 'node:fs'
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
      'lab/page/main.tsx',
      'lab/page/lab.css',
      'lab/page/learn.tsx',
      'lab/page/learn.css',
      'lab/page/calls/style.css',
      'lab/page/*.html',
    ],
    format: 'esm',
    splitting: true,
    plugins: [firstPart],
    loader: { '.html': 'copy' },
  }),
  // Classic scripts, because modules are fetched with CORS, and the sandboxed frame has no origin.
  build({ ...options, entryPoints: ['lab/page/calls/main.ts', 'lab/page/calls/sandbox.ts'] }),
])
