import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readText, ROOT } from './project.ts'

interface Case {
  readonly work: string
  readonly contender: string
  readonly ns: { readonly median: number }
  readonly ratio?: { readonly median: number }
}

interface Run {
  readonly runtime: string
  readonly requests: readonly Case[]
  readonly matching: readonly Case[]
}

interface PoliciesRun {
  readonly runtime: string
  readonly figures: readonly Case[]
  readonly rates: readonly { readonly contender: string; readonly hostile: number; readonly rate: number }[]
}

/** The plots of `bench/plot.ts`, and the results that they show. It needs packages that the tests do not have, so the files are read and not drawn again. */
const PLOTS = { requests: 'cpu', matching: 'cpu', flood: 'policies' }
const THEMES = ['light', 'dark']
const drawn = Object.entries(PLOTS).flatMap(([plot, results]) =>
  THEMES.map((theme) => ({ file: `docs/plots/${plot}-${theme}.svg`, results: `bench/results/${results}.json` })),
)
const files = drawn.map(({ file }) => file)
const runs = JSON.parse(readText('bench/results/cpu.json')) as readonly Run[]

/** Finds errors in the subset of XML that plots use: elements, attributes in double quotes, and text. */
function faultOf(xml: string): string | undefined {
  const open: string[] = []
  const tokens = xml.match(/<[^<>]*>|[^<>]+|[<>]/g) ?? []
  for (const token of tokens) {
    const [, end, name = '', empty] = token.match(/^<(\/?)([a-z]+)(?: [\w:-]+="[^"&]*")*(\/?)>$/i) ?? []
    if (!name && /^[<>]|&(?!(amp|lt|gt|quot);)/.test(token)) return `Unexpected ${token}`
    if (end && open.pop() !== name) return `Unexpected ${token}`
    if (name && !end && !empty) open.push(name)
  }
  return open.length ? `Unclosed ${open.join(', ')}` : undefined
}

describe('a plot', () => {
  test.each([
    ['<svg><g a="1"/>b &amp; c</svg>', undefined],
    ['<svg><g></svg>', 'Unexpected </svg>'],
    ['<svg>', 'Unclosed svg'],
    ['<svg a=1></svg>', 'Unexpected <svg a=1>'],
    ['<svg>a & b</svg>', 'Unexpected a & b'],
    ['<svg>a > b</svg>', 'Unexpected >'],
  ])('that is %s is checked correctly', (xml, fault) => {
    expect(faultOf(xml)).toBe(fault)
  })

  test('exists for each theme, and no other file exists', () => {
    expect(globSync('docs/plots/*', { cwd: ROOT }).toSorted()).toEqual(files.toSorted())
  })

  test.each(files)('is well-formed: %s', (file) => {
    expect(faultOf(readText(file))).toBeUndefined()
  })

  test.each(files)('runs nothing and fetches nothing: %s', (file) => {
    const svg = readText(file).replace('<svg xmlns="http://www.w3.org/2000/svg" ', '<svg ')
    expect(svg).toContain('viewBox="0 0 830 ')
    expect(
      svg.match(/<(script|style|image|use|foreignObject|a)\b|\b(on\w+|href|src|style)=|url\(|="[^"]*:\/\//gi),
    ).toBeNull()
  })

  test.each(drawn)('shows the recorded results: $file', ({ file, results }) => {
    const digest = createHash('sha256')
      .update(JSON.stringify(JSON.parse(readText(results))))
      .digest('hex')
    const isOfThese = readText(file).includes(`sha256 ${digest}<`)
    expect(isOfThese, `${file} was drawn from other results: run \`npm run bench:plot\``).toBe(true)
  })

  test.each([
    ['requests', 'README.md', 'docs/plots'],
    ['requests', 'docs/performance.md', 'plots'],
    ['matching', 'docs/performance.md', 'plots'],
    ['flood', 'docs/performance.md', 'plots'],
  ])('%s is in %s, for both themes and for those who do not see it', (plot, document, folder) => {
    const pattern = new RegExp(`<picture>(?:(?!</picture>)[^])*${plot}-[^]*?</picture>`)
    const [picture = ''] = readText(document).match(pattern) ?? []
    expect(picture).toMatch(`media="(prefers-color-scheme: dark)" srcset="${folder}/${plot}-dark.svg"`)
    expect(picture).toMatch(`src="${folder}/${plot}-light.svg"`)
    expect(picture.match(/alt="([^"]*)"/)?.[1]).toMatch(/on Node, Bun, Deno and workerd: .{50,}\.$/)
  })
})

/** What README.md and its alternative texts say, so that no later run makes it untrue unnoticed. */
describe.each(runs)('as README.md says, on $runtime', ({ requests, matching }) => {
  const OTHERS = [
    'hono/cors',
    'h3 handleCors',
    'itty-router cors',
    '@elysiajs/cors',
    '@whatwg-node useCORS',
    'edge-cors',
  ]
  const find = (cases: readonly Case[], work: string, contender: string): Case | undefined =>
    cases.find((one) => one.work === work && one.contender === contender)
  const ratioOf = (work: string, contender: string): number =>
    find(requests, work, contender)?.ratio?.median ?? Number.NaN
  const timeOf = (work: string, contender: string): number => find(matching, work, contender)?.ns.median ?? Number.NaN

  // edge-cors writes into the response of the application, and Corsage sends a copy (docs/decisions/0017).
  test.each([
    ['preflight allowed', OTHERS],
    ['GET allowed', OTHERS.filter((other) => other !== 'edge-cors')],
  ])('Corsage is the cheapest library: %s', (work, libraries) => {
    const others = libraries.map((other) => ratioOf(work, other))
    expect(ratioOf(work, 'Corsage')).toBeLessThan(Math.min(...others))
  })

  test.each(['preflight allowed', 'GET allowed'])('it is cheaper in Hono than hono/cors: %s', (work) => {
    expect(ratioOf(work, 'Corsage in Hono')).toBeLessThan(ratioOf(work, 'hono/cors'))
  })

  test.each([1, 10, 1000, 100_000, 1_000_000])('a hit among %i costs about what Set.has costs', (count) => {
    const hits = [`exact ${count}, hit`, `exact ${count}, popular hit`]
    const ratios = hits.map((hit) => timeOf(hit, 'Corsage') / timeOf(hit, 'Set.has'))
    expect(Math.max(...ratios)).toBeLessThan(2)
  })

  test.each([
    ['exact 10, hit', 'Array.includes'],
    ['wildcards 10, hit', 'list of endsWith'],
    ['wildcards 10, hit', 'list of RegExp'],
  ])('in a list of ten, a loop is cheaper: %s, %s', (work, loop) => {
    expect(timeOf(work, loop)).toBeLessThan(timeOf(work, 'Corsage'))
  })

  test.each([
    ['exact', 1_000_000, 'Array.includes', 1000],
    ['wildcards', 1000, 'list of endsWith', 50],
    ['wildcards', 1000, 'list of RegExp', 500],
  ])('%s: up to %i, Corsage rises little beside %s', (list, count, loop, atLeast) => {
    const rise = (way: string): number => timeOf(`${list} ${count}, hit`, way) / timeOf(`${list} 1, hit`, way)
    expect(rise(loop)).toBeGreaterThan(atLeast)
    expect(rise(loop)).toBeGreaterThan(rise('Corsage') * 10)
  })
})

/** What docs/performance.md says about caches of tenants. */
describe.each(JSON.parse(readText('bench/results/policies.json')) as readonly PoliciesRun[])(
  'as docs/performance.md says, on $runtime',
  ({ figures, rates }) => {
    const rateOf = (contender: string, hostile: number): number =>
      rates.find((one) => one.contender === contender && one.hostile === hostile)?.rate ?? Number.NaN

    test('a flood of invented origins takes less than a point of the honest hits of originStore', () => {
      expect(rateOf('Corsage', 0.99)).toBeGreaterThan(rateOf('Corsage', 0) - 0.01)
    })

    test.each(['Map with a TTL', 'lru-cache', 'quick-lru'])('it takes more than half of the hits of %s', (cache) => {
      expect(rateOf(cache, 0.99)).toBeLessThan(rateOf(cache, 0) / 2)
    })

    test('a table of 1,000 rows costs less than twice a table of one row, and a loop more than four times', () => {
      const timeOf = (rows: string, contender: string): number =>
        figures.find(({ work, contender: name }) => work === `${rows}, GET` && name === contender)?.ns.median ??
        Number.NaN
      expect(timeOf('1,000 rows', 'Corsage') / timeOf('1 row', 'Corsage')).toBeLessThan(2)
      expect(timeOf('1,000 rows', 'loop of RegExp') / timeOf('1 row', 'loop of RegExp')).toBeGreaterThan(4)
    })
  },
)
