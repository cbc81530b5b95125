import { readFile } from 'node:fs/promises'
import { build as bundleFiles, type Metafile, type Plugin } from 'esbuild'
import { builtEntry, ROOT, sourceEntry } from './project.ts'

/** Removes the table of public suffixes, which names hosts as data, because the tests look for hosts in code. */
const withoutSuffixes: Plugin = {
  name: 'without-suffixes',
  setup(build) {
    build.onLoad({ filter: /dist.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replace(/(TENANT_SUFFIXES = )"[^"\n]*"/, '$1""') }
    })
  },
}

/**
 * Bundles and minifies what an import needs of the package.
 *
 * @param names what to import: `{ cors }`, `*`
 * @returns the code of the bundle without the table of public suffixes, and the source files that it contains
 */
export async function bundle(
  specifier: string,
  names: string,
): Promise<{ readonly text: string; readonly files: readonly string[] }> {
  const built = await bundleEntry(builtEntry(specifier), names)
  const sources = await bundleEntry(sourceEntry(specifier), names)
  return { text: built.text, files: sources.files.map((file) => file.replace(/\.ts$/, '')) }
}

async function bundleEntry(entry: string, names: string): Promise<{ readonly text: string; readonly files: string[] }> {
  const { outputFiles, metafile } = await bundleFiles({
    stdin: { contents: `export ${names} from ${JSON.stringify(entry)}`, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    plugins: [withoutSuffixes],
    absWorkingDir: ROOT,
  })
  return { text: outputFiles.map((file) => file.text).join('\n'), files: filesLeftIn(metafile) }
}

function filesLeftIn({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  return inputs.flatMap(([file, { bytesInOutput }]) => (file !== '<stdin>' && bytesInOutput > 0 ? [file] : []))
}
