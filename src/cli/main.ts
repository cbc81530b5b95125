#!/usr/bin/env node
import process from 'node:process'
import { UnreachableError, UsageError } from './command/usage-error.ts'
import { hasColor } from './output/has-color.ts'
import { type Line, styled } from './output/line.ts'
import { type Paper, printLines } from './output/print.ts'
import { quote } from '../wording/quote.ts'
import { run } from './run.ts'
import { processContext } from './terminal/process-context.ts'

// Nothing handles SIGINT here: the default ends the process at once, even while a module of the user loops, and tells
// the shell why (status 130).
const paperOf = (stream: NodeJS.WriteStream): Paper => ({
  hasColor: hasColor(process.env, stream.isTTY),
  // Some terminals say that they have no columns.
  columns: stream.isTTY ? stream.columns || undefined : undefined,
})

// The reader of a pipe that ends early, such as `head`, has what it wants.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2)
})
process.stderr.on('error', () => process.exit())

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

try {
  const { text, status } = await run(
    process.argv.slice(2),
    processContext(paperOf(process.stderr)),
    paperOf(process.stdout),
  )
  process.exitCode = status
  await write(process.stdout, text)
  // A module of the user may have left a timer or a connection.
  process.exit()
} catch (error) {
  await fail(error)
}

async function fail(error: unknown): Promise<void> {
  process.exitCode = error instanceof UnreachableError ? 3 : 2
  // A message may repeat a URL or a header that was typed, with its secrets.
  const { maskText } = await import('../clues/index.ts')
  await write(process.stderr, maskText(printLines(failureLines(error), paperOf(process.stderr))))
  process.exit()
}

function failureLines(error: unknown): Line[] {
  const isKnown = error instanceof UsageError
  const [first = '', ...rest] = (isKnown ? error.message : stackOf(error)).split('\n')
  return [
    { hang: 2, spans: [styled('red', 'corsage:'), ' ', first] },
    ...rest.map((text): Line => ({ indent: 2, hang: 2, spans: [text] })),
    ...(isKnown ? [{ indent: 2, hang: 2, spans: [styled('bold', error.way)] }] : []),
  ]
}

/** The stack of an error that nothing expected: of a module of the user, or of Corsage. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : quote(error)
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve())
  })
}
