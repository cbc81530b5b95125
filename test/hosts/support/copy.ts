import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { PageProject } from './page.ts'

/**
 * Copies an example to a folder outside of the repository, as its reader does, so that no settings of the repository
 * reach it. Its `tsconfig.json` is left out, because it has the paths of the repository. The packages and their programs
 * come from the repository, and `corsage` is the built package.
 *
 * @param files further files of the project
 * @param within the folder with the packages: that of a framework with its own lock file, such as `test/hosts/next`
 */
export async function copyExample(
  example: string,
  packages: readonly string[],
  files: Readonly<Record<string, string>> = {},
  within = '.',
): Promise<PageProject> {
  const path = await mkdtemp(join(tmpdir(), 'corsage-example-'))
  await cp(example, path, { recursive: true, filter: (file) => basename(file) !== 'tsconfig.json' })
  const links = {
    corsage: '.',
    ...Object.fromEntries(['.bin', ...packages].map((name) => [name, join(within, 'node_modules', name)])),
  }
  await Promise.all([
    ...Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files }).map(([file, content]) =>
      write(join(path, file), content),
    ),
    ...Object.entries(links).map(async ([name, folder]) => {
      const link = join(path, 'node_modules', name)
      await mkdir(dirname(link), { recursive: true })
      await symlink(resolve(folder), link)
    }),
  ])
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}
