import type { CpuRun } from '../harness/results.ts'
import type { Quartiles } from '../harness/statistics.ts'
import type { Colours, Plot } from './draw.ts'
import { describeCircumstances, describePackages, titleOf } from './text.ts'

interface Value extends Quartiles {
  readonly contender: string
}

const WORKS: Readonly<Record<string, string>> = {
  'preflight allowed': 'Allowed preflight',
  'GET allowed': 'Allowed GET',
}
const CONTENDERS: Readonly<Record<string, string>> = {
  Corsage: 'Corsage',
  'Corsage in Hono': 'Corsage in Hono',
  'hono/cors': 'hono/cors',
  'h3 handleCors': 'h3',
  'itty-router cors': 'itty-router',
  '@elysiajs/cors': '@elysiajs/cors',
  '@whatwg-node useCORS': '@whatwg-node/server',
  'edge-cors': 'edge-cors',
}
/** A second copy of the handwritten handler: its spread says how far to trust the rest. */
const NOISE = 'handwritten, again'
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
/** The room on the right of each panel, for the figures. */
const FIGURES = 32
const IS_OWN = "slice(datum.contender, 0, 7) === 'Corsage'"

/** The cost of a request, as a ratio to a handler written by hand. */
export function plotRequests(runs: readonly CpuRun[], colours: Colours): Plot {
  const values = runs.flatMap((run) =>
    run.requests.flatMap(({ work, contender, ratio }) => {
      const row = WORKS[work]
      const isShown = row && ratio && (CONTENDERS[contender] || contender === NOISE)
      return isShown ? [{ column: titleOf(run), row, contender, ...ratio }] : []
    }),
  )
  const packages = Object.assign({}, ...runs.map((run) => run.packages)) as CpuRun['packages']
  return {
    title: 'What a request costs, beside a handler written by hand',
    lines: [
      'CPU time as a ratio to the handwritten handler, which is the line at 1: median and quartiles, logarithmic. Less is better.',
      'The band is a second copy of that handler: differences as small as that are noise.',
    ],
    left: 136,
    rows: Object.values(WORKS),
    columns: runs.map(titleOf),
    values,
    foot: [describeCircumstances(runs), `${describePackages(packages)}.`],
    panelHeight: Object.keys(CONTENDERS).length * 20,
    panel: (width) => panel(values, { width, colours }),
  }
}

function panel(values: readonly Value[], { width, colours }: { width: number; colours: Colours }): object {
  const order = cheapestFirst(values)
  const scale = { type: 'log', domain: domainOf(values), nice: false, range: [0, width - FIGURES] }
  const axis = { values: TICKS.filter(isWithin(scale.domain)), format: '~r', labelOverlap: false, labelFlush: false }
  const x = (field: string): object => ({ field, type: 'quantitative', scale, axis })
  const y = { field: 'contender', type: 'nominal', scale: { domain: order }, axis: contenderAxis(colours) }
  const ownOr = (value: string): object => ({ condition: { test: IS_OWN, value: colours.accent }, value })
  const isNoise = `datum.contender === '${NOISE}'`
  const contenders = [{ filter: `!(${isNoise})` }]
  return {
    layer: [
      {
        transform: [{ filter: isNoise }],
        mark: { type: 'rect', color: colours.band },
        encoding: { x: x('p25'), x2: { field: 'p75' } },
      },
      { mark: { type: 'rule', color: colours.quiet }, encoding: { x: { datum: 1, type: 'quantitative' } } },
      {
        transform: contenders,
        mark: { type: 'rule', strokeWidth: 2, strokeCap: 'round' },
        encoding: { y, x: x('p25'), x2: { field: 'p75' }, color: ownOr(colours.third) },
      },
      {
        transform: contenders,
        mark: { type: 'point', filled: true, opacity: 1, size: 38 },
        encoding: { y, x: x('median'), color: ownOr(colours.third) },
      },
      {
        transform: contenders,
        mark: { type: 'text', align: 'right', baseline: 'middle', x: width },
        encoding: { y, text: { field: 'median', format: '.2r' }, color: ownOr(colours.quiet) },
      },
    ],
  }
}

/** One order for all panels, by the geometric mean of what each shows. */
function cheapestFirst(values: readonly Value[]): string[] {
  const cost = (name: string): number => {
    const logs = values.filter(({ contender }) => contender === name).map(({ median }) => Math.log(median))
    return logs.reduce((sum, log) => sum + log, 0) / logs.length
  }
  return Object.keys(CONTENDERS).toSorted((a, b) => cost(a) - cost(b))
}

function domainOf(values: readonly Value[]): [number, number] {
  const least = Math.min(...values.map(({ p25 }) => p25))
  const most = Math.max(...values.map(({ p75 }) => p75))
  return [Math.min(0.5, least), Math.max(2, most)]
}

function isWithin([least, most]: [number, number]): (value: number) => boolean {
  return (value) => value >= least && value <= most
}

function contenderAxis({ accent, ink }: Colours): object {
  const isOwn = IS_OWN.replace('contender', 'value')
  return {
    labelExpr: `${JSON.stringify(CONTENDERS)}[datum.value]`,
    labelColor: { condition: { test: isOwn, value: accent }, value: ink },
    labelFontWeight: { condition: { test: isOwn, value: 600 }, value: 400 },
    labelFontSize: 12,
    labelLimit: 0,
    grid: false,
  }
}
