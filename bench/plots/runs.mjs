import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeMachine } from '../about.mjs'

/** In the order in which they are shown. */
export const RUNTIMES = { node: 'Node', bun: 'Bun', deno: 'Deno', workerd: 'workerd' }
const FOLDER = join(import.meta.dirname, '../results')

/**
 * What the last run on each runtime gave.
 *
 * @throws when one is missing: a plot of three runtimes would look like one of all
 */
export function readRuns() {
  const names = Object.keys(RUNTIMES)
  const missing = names.filter((name) => !existsSync(fileOf(name)))
  if (missing.length) {
    const files = missing.map((name) => `bench/results/${name}.json`).join(', ')
    throw new Error(`Missing ${files}: run \`npm run bench -- ${missing.join(' ')}\` first`)
  }
  return names.map((name) => JSON.parse(readFileSync(fileOf(name), 'utf8')))
}

/** What stands above a column. */
export function titleOf({ runtime, version }) {
  return `${RUNTIMES[runtime]} ${version}`
}

/** When and where it was measured: what a reader needs to judge the figures, from the results alone. */
export function circumstances(runs) {
  const [{ date }] = runs
  const isSameDay = runs.every((run) => run.date === date)
  const when = isSameDay ? date : runs.map((run) => `${RUNTIMES[run.runtime]} ${run.date}`).join(', ')
  return `Measured ${when}, on ${unique(runs.map((run) => describeMachine(run.machine))).join('; ')}.`
}

/** The versions of the other libraries. */
export function versions(runs) {
  const pairs = runs.flatMap(({ packages }) => Object.entries(packages).map((pair) => pair.join(' ')))
  return `${unique(pairs).join(', ')}.`
}

function unique(texts) {
  return [...new Set(texts)]
}

function fileOf(name) {
  return join(FOLDER, `${name}.json`)
}
