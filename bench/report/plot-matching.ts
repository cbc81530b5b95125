import type { CpuRun } from '../harness/results.ts'
import type { Colours, Plot } from './draw.ts'
import { describeCircumstances, titleOf } from './text.ts'

type Row = 'exact' | 'wildcards'

/** Where a name stands: at which count, and how it avoids the lines there. */
interface Label {
  readonly count: number
  readonly of: (...numbers: number[]) => number
  readonly align: 'left' | 'right'
  readonly dx: number
  readonly dy: number
}

interface Value {
  readonly count: number
  readonly ns: number
  readonly kind?: string
  readonly label?: string
}

const ROWS: Readonly<Record<Row, string>> = {
  exact: 'Exact origins',
  wildcards: 'Wildcards, such as https://*.example.com',
}
/** What each row compares, in the order in which it is drawn: Corsage last, on top. */
const WAYS: Readonly<Record<Row, Readonly<Record<string, keyof Colours>>>> = {
  exact: { 'Array.includes': 'third', 'Set.has': 'second', Corsage: 'accent' },
  wildcards: { 'list of RegExp': 'third', 'list of endsWith': 'second', Corsage: 'accent' },
}
const LABELS: Readonly<Record<Row, Readonly<Record<string, Label>>>> = {
  exact: {
    'Array.includes': { count: 100_000, of: Math.max, align: 'right', dx: -8, dy: 0 },
    'Set.has': { count: 1_000_000, of: Math.min, align: 'right', dx: 0, dy: 13 },
    Corsage: { count: 1_000_000, of: Math.max, align: 'right', dx: 0, dy: -11 },
  },
  wildcards: {
    'list of RegExp': { count: 1000, of: geometricMean, align: 'left', dx: 7, dy: 0 },
    'list of endsWith': { count: 1000, of: geometricMean, align: 'left', dx: 7, dy: 0 },
    Corsage: { count: 1000, of: geometricMean, align: 'left', dx: 7, dy: 0 },
  },
}
const KINDS = { hit: [1, 0], 'popular hit': [1, 3], miss: [5, 3] }
const DOMAIN = [1, 1_000_000]
const TICKS = { 1: '1', 1000: '1,000', 1_000_000: '1 million' }
const TIMES = { 10: '10 ns', 1000: '1 µs', 100_000: '100 µs', 10_000_000: '10 ms' }

/** The time to look for an origin, in longer and longer lists. */
export function plotMatching(runs: readonly CpuRun[], colours: Colours): Plot {
  const values = runs.flatMap((run) =>
    (Object.keys(ROWS) as Row[]).flatMap((row) =>
      Object.keys(WAYS[row]).flatMap((contender) => series(run, row, contender, colours)),
    ),
  )
  return {
    title: 'What it costs to find an origin, by the number of origins listed',
    lines: [
      'Median CPU time of one look at a string never seen before, both axes logarithmic. Less is better; flat is best.',
      'Solid: hits all over the list. Dotted: hits on fifty popular origins. Dashed: misses.',
    ],
    left: 52,
    rows: Object.values(ROWS),
    columns: runs.map(titleOf),
    values,
    foot: [describeCircumstances(runs)],
    panelHeight: 180,
    panel: () => panel(values),
  }
}

/** The points of one way in one row on one runtime, and its name. */
function series(run: CpuRun, row: Row, contender: string, colours: Colours): Value[] {
  const isOwn = contender === 'Corsage'
  const common = {
    column: titleOf(run),
    row: ROWS[row],
    colour: colours[WAYS[row][contender] ?? 'third'],
    width: isOwn ? 2.5 : 1.5,
    fontWeight: isOwn ? 600 : 400,
  }
  const points = run.matching.flatMap((one) => {
    const [, list, count, kind] = one.work.match(/^(exact|wildcards) (\d+), (.+)$/) ?? []
    const isIn = list === row && one.contender === contender
    return isIn ? [Object.assign({ count: Number(count), kind: kind ?? '', ns: one.ns.median }, common)] : []
  })
  const label = LABELS[row][contender]
  if (!label) throw new Error(`No place for the name of ${contender}, expected one`)
  const { count, of, ...place } = label
  const there = points.filter((point) => point.count === count).map(({ ns }) => ns)
  if (!there.length) throw new Error(`No figure of ${contender} for ${row} ${count} on ${run.runtime}, expected one`)
  return [...points, { ...common, ...place, label: contender.replace('list of ', ''), count, ns: of(...there) }]
}

function geometricMean(...numbers: number[]): number {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length)
}

function panel(values: readonly Value[]): object {
  const times = values.map(({ ns }) => ns)
  const timeScale = { type: 'log', domain: [Math.min(10, ...times), Math.max(...times)], nice: false }
  const countScale = { type: 'log', domain: DOMAIN, nice: false }
  const dashScale = { domain: Object.keys(KINDS), range: Object.values(KINDS) }
  const points = [{ filter: '!datum.label' }]
  return {
    encoding: {
      x: { field: 'count', type: 'quantitative', scale: countScale, axis: axisOf(TICKS) },
      y: { field: 'ns', type: 'quantitative', scale: timeScale, axis: axisOf(TIMES) },
      color: { field: 'colour', type: 'nominal', scale: null },
    },
    layer: [
      {
        transform: points,
        mark: { type: 'line' },
        encoding: {
          strokeDash: { field: 'kind', type: 'nominal', scale: dashScale, legend: null },
          strokeWidth: { field: 'width', type: 'ordinal', scale: null },
        },
      },
      { transform: points, mark: { type: 'point', filled: true, opacity: 1, size: 14 } },
      {
        transform: [{ filter: 'datum.label' }],
        mark: { type: 'text', baseline: 'middle', ...ofDatum('align', 'dx', 'dy', 'fontWeight') },
        encoding: { text: { field: 'label' } },
      },
    ],
  }
}

/** Properties of a mark that each datum has. */
function ofDatum(...names: string[]): object {
  return Object.fromEntries(names.map((name) => [name, { expr: `datum.${name}` }]))
}

function axisOf(labels: Readonly<Record<number, string>>): object {
  return {
    values: Object.keys(labels).map(Number),
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelOverlap: false,
    labelLimit: 0,
  }
}
