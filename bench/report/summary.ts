import { RUNTIMES } from '../harness/runtimes.ts'
import { summarisePolicies } from './policies.ts'
import type { Results } from './tables.ts'
import { addedBy, growth, LIMITS, nsOf, type Run } from './targets.ts'
import { find, fixed, listed, range, time, unique } from './text.ts'

/** Contenders that are no library: what a layer costs at least, and the yardsticks. */
const YARDSTICKS = /^(floor|handwritten|Hono, empty)/
const PREFLIGHT = 'preflight allowed'
const GET = 'GET allowed'

/** Three paragraphs for a reader who has a minute. */
export function summarise({ runs, starts, preflights, policies }: Results): string[] {
  const times = (figure: (run: Run) => number): string => {
    const [first = '', ...others] = runs.map((run) => [time(figure(run)), RUNTIMES[run.runtime]].join(' on '))
    return listed([first.replace(' on', ' of CPU time on'), ...others])
  }
  const across = (figure: (run: Run) => number): string => range(runs.map(figure), fixed)
  const multiple = ({ taken, least }: (typeof LIMITS)['get'], run: Run): number => taken(run) / least(run)
  const toHandwritten = (run: Run): number => find(run.requests, PREFLIGHT, 'Corsage')?.ratio?.median ?? Number.NaN
  return [
    [
      `Corsage needs ${times((run) => nsOf(run, PREFLIGHT))} to answer an allowed preflight. That is ${across(toHandwritten)} times the time of a handler written by hand for one policy, and ${across((run) => nsOf(run, PREFLIGHT) / nsOf(run, PREFLIGHT, 'hono/cors'))} times the time of hono/cors.`,
      `To an allowed GET, Corsage adds ${times((run) => addedBy(run, 'Corsage'))}. That is ${across((run) => multiple(LIMITS.get, run))} times the least that a layer needs when it lets no CORS header of the application through.`,
      cheapest(runs),
      'Over HTTP most of these differences disappear, because sockets, parsing and the kernel cost several times as much as CORS.',
    ]
      .filter(Boolean)
      .join(' '),
    [
      `A hit among a million exact origins takes ${across((run) => multiple(LIMITS.million, run))} times as long as in a \`Set\`, and a hit among a thousand wildcards takes ${across((run) => growth(run, 'wildcards', 1000, 'hit'))} times as long as with a single one.`,
      `The import and a first policy of ten patterns take ${listed(starts.filter(({ imports }) => imports.length).map(({ runtime, imports }) => `${imports.at(-1)?.figures.both.added?.median.toFixed(1)} ms on ${RUNTIMES[runtime]}`))}.`,
      saved(preflights),
      'All figures come from one shared virtual machine: compare the ratios rather than the times.',
    ].join(' '),
    summarisePolicies(policies),
  ]
}

function cheapest(runs: readonly Run[]): string {
  const libraries = unique(runs[0]?.requests ?? [], 'contender').filter((name) => !YARDSTICKS.test(name))
  const wins = runs.filter((run) =>
    [PREFLIGHT, GET].every((work) => libraries.every((other) => !(nsOf(run, work, other) < nsOf(run, work)))),
  )
  const where = wins.length === runs.length ? 'every runtime' : listed(wins.map(({ runtime }) => RUNTIMES[runtime]))
  return wins.length ? `Corsage is the cheapest of the measured libraries at both on ${where}.` : ''
}

function saved({ contenders, sessions, browsers }: Results['preflights']): string {
  const counts = (names: readonly string[]): number[] =>
    contenders
      .filter(({ session, name }) => session === 'plain' && names.includes(name))
      .flatMap(({ engines }) => browsers.map(({ engine }) => engines[engine]?.preflighted.length ?? Number.NaN))
  const { calls = 0, urls = 0 } = sessions.find(({ session }) => session === 'plain') ?? {}
  const titles = listed(browsers.map(({ title }) => title))
  return `The cheapest preflight is the one that is not sent: with complete lists and a \`maxAge\`, a page that makes ${calls} calls to ${urls} URLs sends ${range(counts(['Corsage']), String)} preflights in ${titles}. With the default settings of hono/cors or cors it sends ${range(counts(['hono/cors, defaults', 'cors, defaults']), String)}.`
}
