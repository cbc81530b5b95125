import type { PoliciesRun } from '../harness/results.ts'
import type { Colours, Plot } from './draw.ts'
import { rateOf } from './policies.ts'
import { describeCircumstances, describePackages, find, titleOf, unique } from './text.ts'

const ROWS = { rate: 'Honest requests that the cache answers', time: 'CPU time of a look at the cache' }
type Row = keyof typeof ROWS

interface Look {
  readonly colour: keyof Colours
  readonly dash: keyof typeof DASHES
  /** Where the name stands: below the point of a share of hostile requests. */
  readonly name?: { readonly hostile: number; readonly dy: number }
}

const DASHES = { solid: [1, 0], dashed: [5, 3], dotted: [1, 3] }
/** What is compared, in the order in which it is drawn: Corsage last, on top. */
const WAYS: Readonly<Record<string, Look>> = {
  'Map with a TTL': { colour: 'third', dash: 'dotted' },
  'quick-lru': { colour: 'third', dash: 'dashed' },
  'lru-cache': { colour: 'second', dash: 'solid', name: { hostile: 0.5, dy: 22 } },
  Corsage: { colour: 'accent', dash: 'solid', name: { hostile: 0.9, dy: -11 } },
}

/** The scale of each row, drawn by hand, because all panels of a plot share one: from 0 at the bottom to 1 at the top. */
const SCALES: Readonly<
  Record<Row, { place: (value: number) => number; ticks: readonly (readonly [number, string])[] }>
> = {
  rate: {
    place: (rate) => rate,
    ticks: [
      [0, '0'],
      [0.25, '25 %'],
      [0.5, '50 %'],
      [0.75, '75 %'],
    ],
  },
  time: {
    place: (ns) => Math.log10(ns / 100) / Math.log10(400),
    ticks: [
      [100, '100 ns'],
      [1000, '1 µs'],
      [10_000, '10 µs'],
    ],
  },
}

/** A point of a line, the name of a line, or a line of the grid. */
interface Value {
  readonly column: string
  readonly row: string
  readonly place: number
  readonly kind: 'point' | 'name' | 'grid'
  readonly share?: string
  /** Of the grid, in the first column. */
  readonly label?: string
  /** By how much a name is below its point. */
  readonly dy?: number
}

/** Hit rate and time of caches, by the share of hostile requests. */
export function plotFlood(runs: readonly PoliciesRun[], colours: Colours): Plot {
  const values = runs.flatMap((run, index) =>
    (Object.keys(ROWS) as Row[]).flatMap((row) => {
      const lines = Object.keys(WAYS).flatMap((contender) => series(run, row, contender, colours))
      return grid(run, row, index === 0).concat(lines)
    }),
  )
  const packages = runs[0]?.packages ?? {}
  return {
    title: 'Honest customers during a flood of invented origins',
    lines: [
      'By the share of requests that are hostile. Caches of 10,000 places in front of a store; 100,000 customers, some much more popular.',
      'More hits are better, and flat is best; median CPU time, logarithmic. Dashed: quick-lru. Dotted: a Map with a TTL.',
    ],
    left: 52,
    rows: Object.values(ROWS),
    columns: runs.map(titleOf),
    values,
    foot: [describeCircumstances(runs), `${describePackages(packages)}.`],
    panelHeight: 150,
    panel: () => panel(sharesOf(runs), colours),
  }
}

function sharesOf(runs: readonly PoliciesRun[]): string[] {
  return unique(runs[0]?.rates ?? [], 'hostile').map(nameOf)
}

function nameOf(hostile: number): string {
  return `${hostile * 100} %`
}

/** The points of one cache in one row on one runtime, and its name in the first row. */
function series(run: PoliciesRun, row: Row, contender: string, colours: Colours): Value[] {
  const { colour, dash, name } = WAYS[contender]!
  const isOwn = contender === 'Corsage'
  const common = {
    column: titleOf(run),
    row: ROWS[row],
    contender,
    colour: colours[colour],
    width: isOwn ? 2.5 : 1.5,
    fontWeight: isOwn ? 600 : 400,
    dash,
  }
  const placeOf = (hostile: number): number => {
    const ns = find(run.figures, `flood, ${hostile * 100} %`, contender)?.ns.median ?? Number.NaN
    const value = row === 'rate' ? rateOf(run.rates, contender, hostile) : ns
    if (Number.isNaN(value))
      throw new Error(`No figure of ${contender} for ${nameOf(hostile)} on ${run.runtime}, expected one`)
    return SCALES[row].place(value)
  }
  const points = unique(run.rates, 'hostile').map((hostile) =>
    Object.assign({ kind: 'point' as const, share: nameOf(hostile), place: placeOf(hostile) }, common),
  )
  if (!name || row !== 'rate') return points
  const { hostile, dy } = name
  return [...points, { ...common, kind: 'name', share: nameOf(hostile), place: placeOf(hostile), dy }]
}

function grid(run: PoliciesRun, row: Row, isFirst: boolean): Value[] {
  const common = { column: titleOf(run), row: ROWS[row], kind: 'grid' } as const
  return SCALES[row].ticks.map(([value, label]) =>
    Object.assign({ place: SCALES[row].place(value), label: isFirst ? label : '' }, common),
  )
}

function panel(shares: readonly string[], { line, quiet }: Colours): object {
  const x = {
    field: 'share',
    type: 'ordinal',
    scale: { domain: shares, type: 'point', padding: 0.3 },
    axis: { labelAngle: 0, grid: false },
  }
  const y = { field: 'place', type: 'quantitative', scale: { domain: [0, 1], nice: false }, axis: null }
  const color = { field: 'colour', type: 'nominal', scale: null }
  const only = (kind: Value['kind']): object[] => [{ filter: `datum.kind === '${kind}'` }]
  const dashScale = { domain: Object.keys(DASHES), range: Object.values(DASHES) }
  return {
    layer: [
      { transform: only('grid'), mark: { type: 'rule', color: line }, encoding: { y } },
      {
        transform: [...only('grid'), { filter: 'datum.label' }],
        mark: { type: 'text', align: 'right', baseline: 'middle', x: -6, color: quiet },
        encoding: { y, text: { field: 'label' } },
      },
      {
        transform: only('point'),
        mark: { type: 'line' },
        encoding: {
          x,
          y,
          color,
          detail: { field: 'contender' },
          strokeWidth: { field: 'width', type: 'ordinal', scale: null },
          strokeDash: { field: 'dash', type: 'nominal', scale: dashScale, legend: null },
        },
      },
      {
        transform: only('point'),
        mark: { type: 'point', filled: true, opacity: 1, size: 14 },
        encoding: { x, y, color },
      },
      {
        transform: only('name'),
        mark: { type: 'text', baseline: 'middle', dy: { expr: 'datum.dy' }, fontWeight: { expr: 'datum.fontWeight' } },
        encoding: { x, y, color, text: { field: 'contender' } },
      },
    ],
  }
}
