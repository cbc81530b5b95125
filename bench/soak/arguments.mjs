import { parseArgs } from 'node:util'

const RUNTIMES = ['bun', 'deno', 'workerd']

/** What a number on the command line is when it is left out, and between what it has to be. */
export const NUMBERS = {
  minutes: { usual: 20, least: 0.5, most: 1440 },
  rate: { usual: 300, least: 20, most: 5000 },
}

/**
 * Reads the command line: `--minutes 20 --rate 300 deno bun`.
 *
 * @returns minutes, requests per second to each server, and the runtimes
 * @throws {Error} with every problem that the arguments have, a line each
 */
export function readArguments(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { minutes: { type: 'string' }, rate: { type: 'string' } },
  })
  const problems = positionals
    .filter((name) => !RUNTIMES.includes(name))
    .map((name) => `Unknown runtime '${name}', expected ${RUNTIMES.join(', ')}`)
  const numbers = Object.entries(NUMBERS).map(([name, { usual, least, most }]) => {
    const text = values[name] ?? String(usual)
    const isNumber = /^\d+(\.\d+)?$/.test(text) && Number(text) >= least && Number(text) <= most
    if (!isNumber) problems.push(`--${name} is '${text}', expected a number from ${least} to ${most}`)
    return [name, Number(text)]
  })
  if (problems.length) throw new Error(problems.join('\n'))
  return { ...Object.fromEntries(numbers), runtimes: positionals.length ? positionals : RUNTIMES }
}
