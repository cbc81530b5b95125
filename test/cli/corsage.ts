import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { built, ROOT } from '../package/project.ts'

/** What the program did. */
export interface Ran {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly cwd?: string
  /** Standard input. */
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** The runtime and its arguments. Default: Node. */
  readonly runtime?: readonly string[]
}

/** The built program. */
export const PROGRAM = built('src/cli/main.js')

/** Runs the built program with pipes for its input and outputs. */
export async function corsage(words: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { cwd = ROOT, input = '', env = {}, runtime = [process.execPath] } = surroundings
  const [command, ...args] = [...runtime, PROGRAM, ...words] as [string, ...string[]]
  const child = spawn(command, args, { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } })
  // A program that does not read its input closes it.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = new Promise<Pick<Ran, 'status' | 'signal'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal }))
  })
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { ...end, stdout, stderr }
}

/** A new folder outside of the project. */
export interface Folder {
  readonly path: string
  /** Writes files, by their paths in the folder. */
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>
  readonly remove: () => Promise<void>
}

export async function createFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'corsage-cli-'))
  return {
    path,
    write: async (files) => {
      const writing = Object.entries(files).map(async ([name, content]) => {
        await mkdir(dirname(join(path, name)), { recursive: true })
        await writeFile(join(path, name), content)
      })
      await Promise.all(writing)
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** A new folder in which `corsage` is installed, with the files of `test/cli/files` and these. */
export async function createProject(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const folder = await createFolder()
  await cp(join(import.meta.dirname, 'files'), folder.path, { recursive: true })
  await mkdir(join(folder.path, 'node_modules'))
  await symlink(ROOT, join(folder.path, 'node_modules/corsage'), 'dir')
  await folder.write(files)
  return folder
}
