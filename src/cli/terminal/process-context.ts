import process from 'node:process'
import { text } from 'node:stream/consumers'
import type { Context } from '../command/context.ts'
import { type Paper, printLines } from '../output/print.ts'
import { visible } from '../../wording/visible.ts'

/** Removes the line that the cursor is in (ECMA-48, EL), and goes back to its start. */
const CLEAR = '\r\u001B[2K'

/** The context of the running process. */
export function processContext(paper: Paper): Context {
  const { stdin, stderr, env } = process
  const isShown = stderr.isTTY && env['TERM'] !== 'dumb'
  let input: Promise<string> | undefined
  return {
    cwd: process.cwd(),
    env,
    isInteractive: stdin.isTTY && stderr.isTTY,
    readInput: () => (input ??= text(stdin)),
    tell: (...lines) =>
      new Promise((resolve) => {
        stderr.write(printLines(lines, paper), () => resolve())
      }),
    progress: (words) => {
      if (isShown)
        stderr.write(words === undefined ? CLEAR : CLEAR + visible(words).slice(0, (paper.columns ?? 80) - 1))
    },
  }
}
