import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { Context } from '../command/context.ts'
import { UsageError } from '../command/usage-error.ts'
import { quote } from '../../wording/quote.ts'

/** A file that the command line names. */
export interface FoundFile {
  /** How it was typed: `-` is standard input. */
  readonly typed: string
  /** The absolute path. Missing for standard input. */
  readonly path?: string
}

/** The file that somebody typed. Nothing is read. */
export function findFile(typed: string, { cwd }: Pick<Context, 'cwd'>): FoundFile {
  return typed === '-' ? { typed } : { typed, path: resolve(cwd, typed) }
}

/** The path of a file from the current folder, with slashes, as SARIF has it. */
export function uriOf({ typed, path }: FoundFile, { cwd }: Pick<Context, 'cwd'>): string {
  return path === undefined ? 'stdin' : (relative(cwd, path) || typed).split(sep).join('/')
}

/**
 * The text of a file, or of standard input.
 *
 * @throws {UsageError} if the file cannot be read
 */
export async function readText({ typed, path }: FoundFile, { readInput }: Pick<Context, 'readInput'>): Promise<string> {
  if (path === undefined) return await readInput()
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw unreadable(typed, error)
  }
}

/** The error for a file that cannot be opened. */
export function unreadable(typed: string, error: unknown): UsageError {
  const { code } = Object(error) as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
      return new UsageError(`No file is called ${quote(typed)}`, 'Type the path of a file, or - for standard input')
    case 'EISDIR':
      return new UsageError(`${quote(typed)} is a folder, expected a file`, 'Type the path of a file in it')
    case 'EACCES':
      return new UsageError(`${quote(typed)} may not be read`, 'Type the path of a file that you may read')
    default:
      return new UsageError(`${quote(typed)} cannot be read (${quote(code)})`, 'Type the path of a file')
  }
}
