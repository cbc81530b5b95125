import { globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const FIRST = 'first-part'

/**
 * Keeps everything that loads first in one chunk. esbuild puts two modules into one chunk only if the same parts of the
 * page need both, and the parts that load later need different ones of the first, so that there would be a dozen small
 * chunks, which are 6 % larger after gzip. Each later part therefore imports the whole first part, which is there already.
 */
export const firstPart = {
  name: FIRST,
  setup({ initialOptions, onLoad, onResolve }) {
    // The import runs nothing, as esbuild says, but it counts for the chunks.
    initialOptions.logOverride = { 'ignored-bare-import': 'silent' }
    const later = new Set(globSync('lab/page/**/*.{ts,tsx}').flatMap(calledImports))
    onResolve({ filter: new RegExp(`^${FIRST}$`) }, () => ({ path: resolve('lab/page/app.tsx') }))
    onLoad({ filter: /\.tsx?$/ }, ({ path }) =>
      later.has(path)
        ? {
            contents: `import '${FIRST}'\n${readFileSync(path, 'utf8')}`,
            loader: path.endsWith('x') ? 'tsx' : 'ts',
            resolveDir: dirname(path),
          }
        : undefined,
    )
  },
}

/** The files that a file loads when it needs them. */
function calledImports(file) {
  const calls = readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)
  return Array.from(calls, ([, path]) => resolve(dirname(file), path))
}
