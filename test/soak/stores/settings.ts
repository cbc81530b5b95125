import { parseArgs } from 'node:util'

export const SUBJECTS = ['redis', 'postgres', 'kv', 'd1', 'object'] as const
export type SubjectName = (typeof SUBJECTS)[number]

/** The options of the store of origins. Times in seconds. */
export const OPTIONS = {
  fresh: 1,
  stale: 5,
  negative: 0.5,
  deadline: 1,
  max: 2000,
  maxNegative: 2000,
  maxConcurrent: 200,
}

/** How much longer than the deadline an answer may take on a busy machine. */
export const SLACK_MS = 2000

export interface Settings {
  readonly minutes: number
  /** Requests per second to each server. */
  readonly rate: number
  readonly subjects: readonly SubjectName[]
}

/** The usual value of each number on the command line, and its bounds. */
export const NUMBERS = {
  minutes: { usual: 20, least: 0.1, most: 1440 },
  rate: { usual: 60, least: 10, most: 2000 },
}

/**
 * Reads the command line: `--minutes 20 --rate 60 redis kv`.
 *
 * @throws {Error} with every problem of the arguments, one a line
 */
export function readArguments(args: readonly string[]): Settings {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { minutes: { type: 'string' }, rate: { type: 'string' } },
  })
  const isSubject = (name: string): name is SubjectName => SUBJECTS.some((subject) => subject === name)
  const problems = positionals
    .filter((name) => !isSubject(name))
    .map((name) => `Unknown store '${name}', expected ${SUBJECTS.join(', ')}`)
  const read = (name: keyof typeof NUMBERS): number => {
    const { usual, least, most } = NUMBERS[name]
    const number = Number(values[name] ?? usual)
    if (!(number >= least && number <= most))
      problems.push(`--${name} is '${values[name]}', expected a number from ${least} to ${most}`)
    return number
  }
  const settings = { minutes: read('minutes'), rate: read('rate') }
  if (problems.length) throw new Error(problems.join('\n'))
  const chosen = [...new Set(positionals.filter(isSubject))]
  return { ...settings, subjects: chosen.length ? chosen : SUBJECTS }
}
