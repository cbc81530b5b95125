import { circumstances, titleOf } from './runs.mjs'

const ROWS = { exact: 'Exact origins', wildcards: 'Wildcards, such as https://*.example.com' }
/** What each row compares, in the order in which it is drawn: Corsage last, on top. */
const WAYS = {
  exact: { 'Array.includes': 'third', 'Set.has': 'second', Corsage: 'accent' },
  wildcards: { 'list of RegExp': 'third', 'list of endsWith': 'second', Corsage: 'accent' },
}
/** Where each name stands: at which count, and which of the lines there it keeps off. */
const LABELS = {
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

/** What it costs to look for an origin in a longer and longer list. */
export function plotMatching(runs, colours) {
  const values = runs.flatMap((run) =>
    Object.entries(WAYS).flatMap(([row, ways]) =>
      Object.keys(ways).flatMap((contender) => series(run, row, contender, colours)),
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
    foot: [circumstances(runs)],
    panelHeight: 180,
    panel: () => panel(values),
  }
}

/** The points of one way in one row on one runtime, and its name. */
function series(run, row, contender, colours) {
  const isOwn = contender === 'Corsage'
  const common = {
    column: titleOf(run),
    row: ROWS[row],
    colour: colours[WAYS[row][contender]],
    width: isOwn ? 2.5 : 1.5,
    fontWeight: isOwn ? 600 : 400,
  }
  const points = run.matching.flatMap((one) => {
    const [, list, count, kind] = one.work.match(/^(exact|wildcards) (\d+), (.+)$/) ?? []
    const isIn = list === row && one.contender === contender
    return isIn ? [Object.assign({ count: Number(count), kind, ns: one.ns.median }, common)] : []
  })
  const { count, of, ...place } = LABELS[row][contender]
  const there = points.filter((point) => point.count === count).map(({ ns }) => ns)
  if (!there.length) throw new Error(`No figure of ${contender} for ${row} ${count} on ${run.runtime}, expected one`)
  return [...points, { ...common, ...place, label: contender.replace('list of ', ''), count, ns: of(...there) }]
}

function geometricMean(...numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length)
}

function panel(values) {
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

/** Properties of a mark that each datum brings along. */
function ofDatum(...names) {
  return Object.fromEntries(names.map((name) => [name, { expr: `datum.${name}` }]))
}

function axisOf(labels) {
  return {
    values: Object.keys(labels).map(Number),
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelOverlap: false,
    labelLimit: 0,
  }
}
