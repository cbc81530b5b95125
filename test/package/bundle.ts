import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { build as bundleFiles, type Plugin } from 'esbuild'
import { builtEntry, ROOT } from './project.ts'

/** The policy names hosts as data: suffixes below which strangers publish. Its code is what these tests look at. */
const withoutSuffixes: Plugin = {
  name: 'without-suffixes',
  setup(build) {
    build.onLoad({ filter: /public-suffixes\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replaceAll(/'[^'\n]*'|`[^`]*`/g, "''") }
    })
  },
}

/**
 * Bundles and minifies what an import needs of the built package.
 *
 * @param names what to import: `{ cors }`, `*`
 * @returns the text, without the table of public suffixes, and the files that are left in it
 */
export async function bundle(
  specifier: string,
  names: string,
): Promise<{ readonly text: string; readonly files: readonly string[] }> {
  const { outputFiles, metafile } = await bundleFiles({
    stdin: { contents: `export ${names} from ${JSON.stringify(builtEntry(specifier))}`, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    plugins: [withoutSuffixes],
    absWorkingDir: ROOT,
  })
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  const files = inputs.filter(([file, { bytesInOutput }]) => file !== '<stdin>' && bytesInOutput > 0)
  return {
    text: outputFiles.map((file) => file.text).join('\n'),
    files: files.map(([file]) => relative('dist', file).replace(/\.js$/, '')),
  }
}
