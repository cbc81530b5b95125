import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

export const RUNTIMES = ['bun', 'deno', 'workerd'] as const
export type Runtime = (typeof RUNTIMES)[number]

export interface Settings {
  readonly minutes: number
  /** Requests per second to each server. */
  readonly rate: number
  readonly runtimes: readonly Runtime[]
}

/** The usual value of each number on the command line, and its bounds. */
export const NUMBERS = {
  minutes: { usual: 20, least: 0.5, most: 1440 },
  rate: { usual: 300, least: 20, most: 5000 },
}

/**
 * Reads the command line: `--minutes 20 --rate 300 deno bun`.
 *
 * @throws {Error} with every problem of the arguments, one a line
 */
export function readArguments(args: readonly string[]): Settings {
  if (!existsSync('/proc/self/task'))
    throw new Error('The soak reads the memory of its servers in /proc: it needs Linux')
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { minutes: { type: 'string' }, rate: { type: 'string' } },
  })
  const isRuntime = (name: string): name is Runtime => RUNTIMES.some((runtime) => runtime === name)
  const problems = positionals
    .filter((name) => !isRuntime(name))
    .map((name) => `Unknown runtime '${name}', expected ${RUNTIMES.join(', ')}`)
  const read = (name: keyof typeof NUMBERS): number => {
    const { usual, least, most } = NUMBERS[name]
    const text = values[name] ?? String(usual)
    const isInBounds = /^\d+(\.\d+)?$/.test(text) && Number(text) >= least && Number(text) <= most
    if (!isInBounds) problems.push(`--${name} is '${text}', expected a number from ${least} to ${most}`)
    return Number(text)
  }
  const settings = { minutes: read('minutes'), rate: read('rate') }
  if (problems.length) throw new Error(problems.join('\n'))
  const chosen = [...new Set(positionals.filter(isRuntime))]
  return { ...settings, runtimes: chosen.length ? chosen : RUNTIMES }
}
