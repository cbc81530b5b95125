import { cors } from '../dist/src/index.js'
import { HEADERS, METHODS, TEN_PATTERNS } from './settings.mjs'
import { preflight } from './work.mjs'

const exact = (index) => `https://tenant-${index}.example.com`
const pattern = (index) => `https://*.tenant-${index}.example.com`
const below = (index) => `https://branch-7.tenant-${index}.example.com`
const foreign = (index) => `https://tenant-${index}.example.net`
const foreignBelow = (index) => `https://branch-7.tenant-${index}.example.net`
const list = (count, make) => Array.from({ length: count }, (_, index) => make(index))

/**
 * Origins to look up: strings that nobody has looked up before, at random places, as requests bring them. One that was
 * looked up once carries its hash, and would hide what a long one costs. Decoded, since a string put together from
 * parts is put together for good only when it is read.
 */
function fresh(make, count) {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return (n) => Array.from({ length: n }, () => decoder.decode(encoder.encode(make(Math.floor(Math.random() * count)))))
}

/** @param limits of one batch: how many fresh strings, and how many bytes they may take */
export function matchingCases({ strings, bytes }) {
  const cases = [...exactCases(), ...wildcardCases(), ...hostileCases(), ...compileCases()]
  for (const one of cases) if (one.prepare) one.maxBatch = Math.min(strings, Math.floor(bytes / one.length))
  return cases
}

function exactCases() {
  return [1, 10, 1000, 100_000, 1_000_000].flatMap((count) => {
    const origins = list(count, exact)
    const set = new Set(origins)
    const ways = {
      Corsage: cors({ origin: origins }).allowsOrigin,
      'Set.has': (origin) => set.has(origin),
      'Array.includes': (origin) => origins.includes(origin),
    }
    // Most requests come from a few of the listed origins, whose entries the processor then has at hand.
    const popular = fresh((index) => exact(count < 50 ? index : Math.floor((index * count) / 50)), Math.min(count, 50))
    const hits = hitsAndMisses(`exact ${count}`, ways, fresh(exact, count), fresh(foreign, count))
    return hits.concat(
      looked(`exact ${count}, popular hit`, 'Corsage', ways.Corsage, popular, true),
      looked(`exact ${count}, popular hit`, 'Set.has', ways['Set.has'], popular, true),
      count === 1_000_000 ? looked(`exact ${count}, hit`, 'three places', walk(), fresh(exact, count), true) : [],
    )
  })
}

/**
 * The memory's part in a random hit: to read three places one after the other, of as much memory as a million origins
 * and their table take. No lookup can do with less: a place in the table, an entry, and the text that is compared.
 */
function walk() {
  const places = Uint32Array.from({ length: 2 ** 24 }, () => Math.floor(Math.random() * 2 ** 24))
  let at = 0
  return () => {
    at = places[places[places[(at + 1) % 2 ** 24]]]
    return at >= 0
  }
}

function wildcardCases() {
  return [1, 10, 100, 1000].flatMap((count) => {
    const suffixes = list(count, (index) => `.tenant-${index}.example.com`)
    const expressions = list(count, (index) => new RegExp(`^https://[a-z0-9.-]+\\.tenant-${index}\\.example\\.com$`))
    const ways = {
      Corsage: cors({ origin: list(count, pattern) }).allowsOrigin,
      'list of endsWith': (origin) =>
        origin.startsWith('https://') && suffixes.some((suffix) => origin.endsWith(suffix)),
      'list of RegExp': (origin) => expressions.some((expression) => expression.test(origin)),
    }
    return hitsAndMisses(`wildcards ${count}`, ways, fresh(below, count), fresh(foreignBelow, count))
  })
}

function hitsAndMisses(work, ways, hits, misses) {
  return Object.entries(ways).flatMap(([contender, run]) => [
    looked(`${work}, hit`, contender, run, hits, true),
    looked(`${work}, miss`, contender, run, misses, false),
  ])
}

function looked(work, contender, run, prepare, isAllowed, length = 64) {
  if (prepare(20).some((origin) => run(origin) !== isAllowed))
    throw new Error(`${contender} does not decide ${work}, expected ${isAllowed}`)
  return { work, contender, run, prepare, loop: 'each', length }
}

/** Long on purpose. The lists of headers come in preflights of an allowed origin; the rest is cheap. */
function hostileCases() {
  const origin = 'https://app.example.com'
  const { allowsOrigin } = cors({ origin: [origin, ...list(1000, pattern)] })
  const { wrap } = cors({ origin, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS })
  const answer = wrap(() => new Response('ok'))
  const origins = [16, 64].flatMap((kilobytes) => {
    const length = kilobytes * 1024
    const shapes = {
      labels: () => `https://${'a.'.repeat(length)}`.slice(0, length - 12) + '.example.com',
      'one label': () => `https://${'a'.repeat(length - 8)}`,
    }
    return Object.entries(shapes).map(([shape, make]) => {
      const work = `hostile Origin of ${kilobytes} KB, ${shape}`
      return looked(work, 'Corsage', allowsOrigin, fresh(make, 1), false, length)
    })
  })
  const lists = [
    ['2 names', 'content-type,x-request-id'],
    ['16 KB', 'a,'.repeat(8 * 1024)],
    ['64 KB', 'a,'.repeat(32 * 1024)],
    ['4 KB of blanks', ' '.repeat(4095) + 'a'],
  ].map(([size, names]) => ({
    work: `hostile request headers, ${size}`,
    contender: 'Corsage',
    run: answer,
    input: () => preflight(origin, names),
    loop: 'sync',
  }))
  return [...origins, ...lists]
}

function compileCases() {
  return [{ work: 'compile 10 patterns', contender: 'Corsage', run: cors, input: () => TEN_PATTERNS, loop: 'sync' }]
}
