import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { built, ROOT, run } from '../project.ts'

/** The compilers, and their folders in `node_modules`. */
const COMPILERS = { 'TypeScript 5.9': 'typescript-5.9', 'TypeScript 7': 'typescript' } as const

export type Compiler = keyof typeof COMPILERS

export const ALL_COMPILERS = Object.keys(COMPILERS) as Compiler[]

/** What a compiler says about each program: its messages, with all their lines. */
export type Messages = ReadonlyMap<string, readonly string[]>

const COMPILER_OPTIONS = {
  module: 'nodenext',
  target: 'es2022',
  strict: true,
  noEmit: true,
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: ['node'],
  skipLibCheck: true,
}

/**
 * Writes programs into the folder of a user whose `node_modules` has the build. test/package/install.test.ts proves
 * that the published package has the same types.
 *
 * @param programs by name, without an extension
 */
export async function writePrograms(folder: string, programs: ReadonlyMap<string, string>): Promise<void> {
  built('src/index.d.ts')
  await mkdir(join(folder, 'node_modules'))
  await symlink(ROOT, join(folder, 'node_modules/corsage'))
  await symlink(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'))
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['.'] }))
  await Promise.all([...programs].map(async ([name, text]) => await writeFile(join(folder, `${name}.ts`), text)))
}

/** Compiles all programs of a folder at once, and sorts the messages by program. */
export async function compile(folder: string, compiler: Compiler): Promise<Messages> {
  const tsc = join(ROOT, 'node_modules', COMPILERS[compiler], 'bin/tsc')
  const output = await run('node', [tsc, '-p', folder, '--pretty', 'false'], folder).catch(String)
  const messages = new Map<string, string[]>()
  // A line with a position starts a message. Its other lines are indented.
  for (const [, name = '', message = ''] of output.matchAll(/^(\w+)\.ts(\(.*(?:\n {2}.*)*)/gm))
    messages.set(name, [...(messages.get(name) ?? []), message])
  return messages
}

/** The last line of a message. */
export function lastLine(message: string): string {
  return message.split('\n').at(-1)!
}
