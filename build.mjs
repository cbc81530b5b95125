import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the package. The core (everything that `corsage` and the adapters reach) is one file that all subpaths
 * import, so that `import 'corsage'` loads two files, however many companions use parts of it
 * (docs/decisions/0007-few-files.md). esbuild alone would make one chunk for each set of subpaths that share code.
 */
const ENTRIES = ['src/index.ts', ...globSync('adapters/*.ts')]
const { metafile } = await build({ entryPoints: ENTRIES, bundle: true, write: false, outdir: '.', metafile: true })
const CORE = Object.keys(metafile.inputs)
  .filter((file) => !ENTRIES.includes(file))
  .map((file) => resolve(file))
const CORE_FILE = resolve('dist/src/chunk-core.js')

const options = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  outbase: '.',
}

await build({
  ...options,
  stdin: { contents: CORE.map((file) => `export * from ${JSON.stringify(file)}`).join('\n'), resolveDir: '.' },
  outfile: CORE_FILE,
})

const { outputFiles } = await build({
  ...options,
  entryPoints: globSync(['src/index.ts', 'src/*/index.ts', 'adapters/*.ts']),
  splitting: true,
  outdir: 'dist',
  chunkNames: 'src/[name]-[hash]',
  write: false,
  plugins: [
    {
      name: 'core',
      setup: (bundle) =>
        bundle.onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) =>
          CORE.includes(resolve(resolveDir, path)) ? { path: CORE_FILE, external: true } : undefined,
        ),
    },
  ],
})
for (const { path, text } of outputFiles) {
  const core = relative(dirname(path), CORE_FILE)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text.replaceAll(JSON.stringify(CORE_FILE), JSON.stringify(core.replace(/^(?!\.)/, './'))))
}
