import type { Case } from '../harness/measure.ts'
import { HEADERS, METHODS, TEN_PATTERNS } from '../harness/settings.ts'
import { cors } from './built.js'
import { preflight } from './work.ts'

type Way = (origin: string) => boolean
type Ways = Readonly<Record<string, Way>>
type Prepare = (n: number) => string[]

/** What a lookup of an origin needs: whether it must be found, and how long the origins are. */
interface Lookup {
  readonly work: string
  readonly prepare: Prepare
  readonly isAllowed: boolean
  readonly length?: number
}

const exact = (index: number): string => `https://tenant-${index}.example.com`
const pattern = (index: number): string => `https://*.tenant-${index}.example.com`
const below = (index: number): string => `https://branch-7.tenant-${index}.example.com`
const foreign = (index: number): string => `https://tenant-${index}.example.net`
const foreignBelow = (index: number): string => `https://branch-7.tenant-${index}.example.net`

function list<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/**
 * Origins to look up: strings that nobody has looked up before, at random places, as requests bring them. A string that
 * was looked up once carries its hash, which would hide the cost of a long one. The strings are decoded, because a
 * string that was put together from parts is only flattened when it is read.
 */
function fresh(make: (index: number) => string, count: number): Prepare {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return (n) => list(n, () => decoder.decode(encoder.encode(make(Math.floor(Math.random() * count)))))
}

/** @param limits of one batch: how many fresh strings, and how many bytes they may take */
export function matchingCases(limits: { readonly strings: number; readonly bytes: number }): Case[] {
  const looked = ({ work, prepare, isAllowed, length = 64 }: Lookup, contender: string, run: Way): Case => {
    if (prepare(20).some((origin) => run(origin) !== isAllowed))
      throw new Error(`${contender} does not decide ${work}, expected ${isAllowed}`)
    const maxBatch = Math.min(limits.strings, Math.floor(limits.bytes / length))
    return { work, contender, run, prepare, loop: 'each', maxBatch }
  }
  const lookups = (work: string, ways: Ways, hits: Prepare, misses: Prepare): Case[] =>
    Object.entries(ways).flatMap(([contender, run]) => [
      looked({ work: `${work}, hit`, prepare: hits, isAllowed: true }, contender, run),
      looked({ work: `${work}, miss`, prepare: misses, isAllowed: false }, contender, run),
    ])
  return [
    ...exactWays().flatMap(({ count, ways, places }) => {
      // Most requests come from a few of the listed origins, whose entries the processor then has at hand.
      const popular = fresh(
        (index) => exact(count < 50 ? index : Math.floor((index * count) / 50)),
        Math.min(count, 50),
      )
      const popularHit = { work: `exact ${count}, popular hit`, prepare: popular, isAllowed: true }
      const hit = { work: `exact ${count}, hit`, prepare: fresh(exact, count), isAllowed: true }
      const { Corsage, 'Set.has': has } = ways
      return lookups(`exact ${count}`, { ...ways }, fresh(exact, count), fresh(foreign, count)).concat(
        looked(popularHit, 'Corsage', Corsage),
        looked(popularHit, 'Set.has', has),
        places ? looked(hit, 'three places', places) : [],
      )
    }),
    ...wildcardWays().flatMap(({ count, ways }) =>
      lookups(`wildcards ${count}`, ways, fresh(below, count), fresh(foreignBelow, count)),
    ),
    ...hostileOrigins().map((lookup) => looked(lookup, 'Corsage', lookup.run)),
    ...hostileLists(),
    { work: 'compile 10 patterns', contender: 'Corsage', run: cors, input: () => TEN_PATTERNS, loop: 'sync' },
  ]
}

function exactWays(): {
  count: number
  ways: Record<'Corsage' | 'Set.has' | 'Array.includes', Way>
  places: Way | undefined
}[] {
  return [1, 10, 1000, 100_000, 1_000_000].map((count) => {
    const origins = list(count, exact)
    const set = new Set(origins)
    const ways = {
      Corsage: cors({ origin: origins }).allowsOrigin,
      'Set.has': (origin: string) => set.has(origin),
      'Array.includes': (origin: string) => origins.includes(origin),
    }
    return { count, ways, places: count === 1_000_000 ? walk() : undefined }
  })
}

/**
 * The part of a random hit that is the memory's: to read three places one after the other, of as much memory as a
 * million origins and their table take. A lookup needs at least these: a place in the table, an entry, and the string
 * that is compared.
 */
function walk(): Way {
  const places = Uint32Array.from({ length: 2 ** 24 }, () => Math.floor(Math.random() * 2 ** 24))
  let at = 0
  return () => {
    at = places[places[places[(at + 1) % 2 ** 24]!]!]!
    return at >= 0
  }
}

function wildcardWays(): { count: number; ways: Ways }[] {
  return [1, 10, 100, 1000].map((count) => {
    const suffixes = list(count, (index) => `.tenant-${index}.example.com`)
    const expressions = list(count, (index) => new RegExp(`^https://[a-z0-9.-]+\\.tenant-${index}\\.example\\.com$`))
    const ways: Ways = {
      Corsage: cors({ origin: list(count, pattern) }).allowsOrigin,
      'list of endsWith': (origin) =>
        origin.startsWith('https://') && suffixes.some((suffix) => origin.endsWith(suffix)),
      'list of RegExp': (origin) => expressions.some((expression) => expression.test(origin)),
    }
    return { count, ways }
  })
}

/** Origins that are long on purpose. */
function hostileOrigins(): (Lookup & { run: Way })[] {
  const { allowsOrigin } = cors({ origin: ['https://app.example.com', ...list(1000, pattern)] })
  return [16, 64].flatMap((kilobytes) => {
    const length = kilobytes * 1024
    const shapes = {
      labels: (): string => `https://${'a.'.repeat(length)}`.slice(0, length - 12) + '.example.com',
      'one label': (): string => `https://${'a'.repeat(length - 8)}`,
    }
    return Object.entries(shapes).map(([shape, make]) => ({
      work: `hostile Origin of ${kilobytes} KB, ${shape}`,
      prepare: fresh(make, 1),
      isAllowed: false,
      length,
      run: allowsOrigin,
    }))
  })
}

/** Lists of header names that are long on purpose, in preflights of an allowed origin: the others are cheap. */
function hostileLists(): Case[] {
  const origin = 'https://app.example.com'
  const { wrap } = cors({ origin, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS })
  const answer = wrap(() => new Response('ok'))
  const lists = {
    '2 names': 'content-type,x-request-id',
    '16 KB': 'a,'.repeat(8 * 1024),
    '64 KB': 'a,'.repeat(32 * 1024),
    '4 KB of blanks': ' '.repeat(4095) + 'a',
  }
  return Object.entries(lists).map(([size, names]) => ({
    work: `hostile request headers, ${size}`,
    contender: 'Corsage',
    run: answer,
    input: () => preflight(origin, names),
    loop: 'sync',
  }))
}
