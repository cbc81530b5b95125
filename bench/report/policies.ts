import type { PoliciesRun } from '../harness/results.ts'
import { RUNTIMES } from '../harness/runtimes.ts'
import type { Summary } from '../harness/statistics.ts'
import { describePackages, find, fixed, spread, table, time, unique } from './text.ts'

const OWN = 'Corsage'

/** A group of works that share a table: a row for each work and contender, and what a cell shows. */
interface Group {
  readonly intro: string
  readonly belongs: (work: string) => boolean
  readonly cell: (figure: Summary) => string
}

const added = (figure: Summary): string => `${time(figure.ns.median)} (+${time(figure.added?.median)})`
const ratio = ({ ns, ratio: found }: Summary): string =>
  `${time(ns.median)} (${fixed(found?.median)}; ${fixed(found?.p25)}–${fixed(found?.p75)})`

const GROUPS: readonly Group[] = [
  {
    intro:
      'Whole requests: CPU time, and in brackets the median and the quartiles of the ratio to the static policy in the same round.',
    belongs: (work) => !/^(lookup|flood|store)/.test(work),
    cell: ratio,
  },
  {
    intro:
      'Whole requests from an origin that the cache knows: CPU time, and in brackets what is added to a static policy that lists the origin.',
    belongs: (work) => work.startsWith('store'),
    cell: added,
  },
  {
    intro:
      'The look at a cache of 10,000 places alone: CPU time. The store behind it answers at once, and `Corsage` gets a parsed origin.',
    belongs: (work) => work.startsWith('lookup') || work.startsWith('flood'),
    cell: ({ ns }) => spread(ns, time),
  },
]

/** The tables about policies in numbers. */
export function describePolicyTables(runs: readonly PoliciesRun[]): string[] {
  const [first] = runs
  if (!first) return []
  const columns = runs.map(({ runtime, date }) => `${RUNTIMES[runtime]} (${date})`)
  return [
    '### Many policies',
    `Contenders next to Corsage are what people write at home. Packages: ${describePackages(first.packages)}.`,
    ...GROUPS.flatMap((group) => [group.intro, table(['', ...columns], rowsOf(group, runs))]),
    'How often each cache of 10,000 places knew the answer to honest requests: 100,000 customers whose popularity follows Zipf’s law, and next to them a client that sends a new origin with each request. The hostile share is that of all requests.',
    rateTable(first),
  ]
}

function rowsOf({ belongs, cell }: Group, runs: readonly PoliciesRun[]): string[][] {
  const figures = (runs[0]?.figures ?? []).filter(({ work }) => belongs(work))
  return figures.map(({ work, contender }) =>
    [`${work}: ${contender}`].concat(
      runs.map((run) => {
        const found = find(run.figures, work, contender)
        return found ? cell(found) : '–'
      }),
    ),
  )
}

function rateTable({ rates }: PoliciesRun): string {
  const shares = unique(rates, 'hostile')
  const rows = unique(rates, 'contender').map((contender) =>
    [contender].concat(shares.map((hostile) => percent(rateOf(rates, contender, hostile)))),
  )
  return table(['', ...shares.map((hostile) => `${hostile * 100} % hostile`)], rows)
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`
}

/** The honest hit rate of a cache in a flood. */
export function rateOf(rates: PoliciesRun['rates'], contender: string, hostile: number): number {
  return rates.find((one) => one.contender === contender && one.hostile === hostile)?.rate ?? Number.NaN
}

/** A paragraph for a reader who has a minute. */
export function summarisePolicies(runs: readonly PoliciesRun[]): string {
  const [first] = runs
  if (!first) return ''
  const shares = unique(first.rates, 'hostile')
  const worst = Math.max(...shares)
  const rates = (contender: string): string =>
    `${percent(rateOf(first.rates, contender, 0))} to ${percent(rateOf(first.rates, contender, worst))}`
  const across = (work: string, contender = OWN): string => {
    const ratios = runs.map(({ figures }) => find(figures, work, contender)?.ratio?.median ?? Number.NaN)
    return `${fixed(Math.min(...ratios))} to ${fixed(Math.max(...ratios))}`
  }
  return [
    `A table of 1,000 rows takes ${across('1,000 rows, GET')} times the time of a single policy for a GET, and a loop of RegExps ${across('1,000 rows, GET', 'loop of RegExp')} times.`,
    `\`live\` takes ${across('live, GET')} times, and \`shadow\` ${across('shadow, equal, GET')} times.`,
    `When ${worst * 100} % of the requests come from invented origins, the share of honest requests that the cache answers goes from ${rates(OWN)} with \`originStore\`, from ${rates('lru-cache')} with lru-cache, and from ${rates('quick-lru')} with quick-lru.`,
  ].join(' ')
}
