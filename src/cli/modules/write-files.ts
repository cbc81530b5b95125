import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { quote } from '../../wording/quote.ts'
import type { Context } from '../command/context.ts'
import { UsageError } from '../command/usage-error.ts'

/**
 * Writes files, and the folders that they need. Nothing is written if a file is there with other content, unless that is
 * wanted.
 *
 * @param files the contents by path, from the current folder
 * @param settings whether files are replaced, and what to type if not
 * @throws {UsageError} if a file is there, or cannot be written
 */
export async function writeFiles(
  files: Readonly<Record<string, string>>,
  { isForced, way }: { readonly isForced: boolean; readonly way: string },
  { cwd }: Pick<Context, 'cwd'>,
): Promise<void> {
  const states = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = resolve(cwd, name)
      return { name, content, path, found: await stateOf(path, content) }
    }),
  )
  const taken = states.filter(({ found }) => found === 'other')
  if (taken.length && !isForced) {
    throw new UsageError(
      `${taken.map(({ name }) => quote(name)).join(', ')} ${taken.length > 1 ? 'are' : 'is'} there already, and nothing was written`,
      way,
    )
  }
  try {
    await Promise.all(
      states
        .filter(({ found }) => found !== 'same')
        .map(async ({ path, content }) => {
          await mkdir(dirname(path), { recursive: true })
          // Without force, it fails if the file has appeared in the meantime.
          await writeFile(path, content, { flag: isForced ? 'w' : 'wx' })
        }),
    )
  } catch (error) {
    const { code } = Object(error) as NodeJS.ErrnoException
    throw new UsageError(`The files cannot be written (${quote(code)})`, 'Type another folder')
  }
}

/** What is at the path of a file. */
async function stateOf(path: string, content: string): Promise<State> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) return 'none'
  return found.isFile() && (await readFile(path, 'utf8')) === content ? 'same' : 'other'
}

type State = 'none' | 'same' | 'other'
