import { spawn } from 'node:child_process'
import { PROGRAM } from './corsage.ts'

/** What somebody types, after the program has printed this. */
export type Typed = readonly [after: string | RegExp, keys: string]

/** Ctrl-C and Ctrl-D */
export const INTERRUPT = '\u0003'
export const END = '\u0004'

/**
 * Runs a line of a shell on a terminal, and types. In the line, `corsage` is the built program.
 *
 * @returns everything that the terminal got
 */
export async function onTerminal(
  line: string,
  typed: readonly Typed[],
  {
    cwd,
    env = {},
    columns = 60,
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly columns?: number },
): Promise<string> {
  const functions = `corsage() { '${process.execPath}' '${PROGRAM}' "$@"; }; stty cols ${columns}`
  const child = spawn(
    'script',
    [
      '--quiet',
      '--return',
      '--command',
      `bash --norc -c '${`${functions}; ${line}`.replaceAll("'", String.raw`'\''`)}'`,
      '/dev/null',
    ],
    {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...env },
    },
  )
  const left = [...typed]
  let text = ''
  let seen = 0
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    const [next] = left
    if (!next) return
    const found = text.slice(seen).search(next[0])
    if (found < 0) return
    seen = text.length
    left.shift()
    child.stdin.write(next[1])
  })
  await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return text.replaceAll('\r\n', '\n')
}
