import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the package. The core (everything that `corsage` and the adapters reach) is one file that all subpaths
 * import, so that `import 'corsage'` loads two files, however many companions use parts of it
 * (docs/decisions/0007-few-files.md). The rest of the ground rooms is a second file, for the companions. esbuild alone
 * would make one chunk for each set of subpaths that share code.
 */
const ENTRIES = ['src/index.ts', ...globSync('adapters/*.ts')]
const { metafile } = await build({ entryPoints: ENTRIES, bundle: true, write: false, outdir: '.', metafile: true })
const CORE = Object.keys(metafile.inputs).filter((file) => !ENTRIES.includes(file))
const GROUND = globSync('src/{runtime,fetch,wording,policy}/**/*.ts').filter((file) => !CORE.includes(file))
const SHARED = [
  { files: CORE.map((file) => resolve(file)), outfile: resolve('dist/src/chunk-core.js') },
  { files: GROUND.map((file) => resolve(file)), outfile: resolve('dist/src/chunk-ground.js') },
]
/** Stands for the folder `dist` until files are written: the names of chunks are hashes of what they import. */
const BUILT = 'dist:'

const options = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  outbase: '.',
}

await Promise.all(
  SHARED.map(({ files, outfile }) =>
    build({
      ...options,
      stdin: { contents: files.map((file) => `export * from ${JSON.stringify(file)}`).join('\n'), resolveDir: '.' },
      outfile,
      plugins: [importShared(files)],
    }),
  ),
)

const { outputFiles } = await build({
  ...options,
  entryPoints: globSync(['src/index.ts', 'src/*/index.ts', 'adapters/*.ts'], { exclude: ['src/clues/index.ts'] }),
  splitting: true,
  outdir: 'dist',
  chunkNames: 'src/[name]-[hash]',
  write: false,
  plugins: [importShared()],
})
for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, withRelativeImports(path, text))
}
const ground = SHARED[1].outfile
writeFileSync(ground, withRelativeImports(ground, readFileSync(ground, 'utf8')))

// The command line. Its commands load the subpaths that they need as everybody else does, when they run.
const { outputFiles: commandFiles } = await build({
  ...options,
  platform: 'node',
  entryPoints: ['src/cli/main.ts'],
  splitting: true,
  outdir: 'dist',
  chunkNames: 'src/cli/chunk-[hash]',
  write: false,
  plugins: [importSubpaths(), importShared()],
})
for (const { path, text } of commandFiles) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, withRelativeImports(path, text), { mode: text.startsWith('#!') ? 0o755 : 0o644 })
}

/** Imports the built subpaths instead of bundling them. */
function importSubpaths() {
  return {
    name: 'subpaths',
    setup: (bundle) =>
      bundle.onResolve({ filter: /\/index\.ts$/ }, ({ path, resolveDir }) => {
        const file = relative('.', resolve(resolveDir, path))
        // The readers of clues are no subpath: only the command line has them.
        const isSubpath = /^src\/([^/]+\/)?index\.ts$/.test(file) && !/^src\/(cli|clues)\//.test(file)
        return isSubpath ? { path: BUILT + file.replace(/\.ts$/, '.js'), external: true } : undefined
      }),
  }
}

/** Imports the shared files instead of bundling what is in them, except in the file that `own` makes. */
function importShared(own = []) {
  const outfileOf = (file) => SHARED.find(({ files }) => !own.includes(file) && files.includes(file))?.outfile
  return {
    name: 'shared',
    setup: (bundle) =>
      bundle.onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
        const outfile = outfileOf(resolve(resolveDir, path))
        return outfile ? { path: BUILT + relative('dist', outfile), external: true } : undefined
      }),
  }
}

/** esbuild writes the path of an external file as it was given. */
function withRelativeImports(path, text) {
  return text.replaceAll(/"dist:([^"\\\n]+\.js)"/g, (_literal, file) =>
    JSON.stringify(relative(dirname(path), resolve('dist', file)).replace(/^(?!\.)/, './')),
  )
}
