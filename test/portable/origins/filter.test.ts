import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PolicyError } from '../../../src/index.ts'
import { originFilter, readOriginFilter } from '../../../src/origins/table/origin-filter.ts'
import { originTable, readOriginTable } from '../../../src/origins/table/origin-table.ts'
import { createRandom, originsOf, outcomesOfChanges, pairsOf, streamOf } from '../support/origin-entries.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const NOW = Date.UTC(2026, 10, 29, 12)

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

function faultsOf(make: () => unknown): string[] {
  try {
    make()
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues.map(({ code, path }) => [code, ...path].join(' '))
    throw error
  }
}

/** Origins that no entry has, because no id has an underscore. */
const strangers = (count: number) => Array.from({ length: count }, (_, index) => `https://_${index}.example.com`)

describe('originFilter', () => {
  it.each([0, 1, 2, 3, 7, 10, 11, 50, 100, 1000, 30_000])(
    'refuses none of %i entries, and nearly every stranger',
    (size) => {
      const random = createRandom(size + 1)
      const pairs = size > 4 ? pairsOf(size, random) : originsOf(size, random).map((origin) => ['t', origin] as const)
      const filter = readOriginFilter(originFilter(pairs).toBytes())
      expect(filter.size).toBe(new Set(pairs.map((pair) => JSON.stringify(pair))).size)
      expect(pairs.every(([tenant, origin]) => filter(tenant, origin))).toBe(true)
      const passed = strangers(50_000).filter((origin) => filter('t', origin))
      // 0.8 of them are expected, and more than nine once in ten million runs.
      expect(passed.length).toBeLessThan(10)
    },
  )

  it('refuses the origins of other tenants', () => {
    const filter = originFilter([
      ['a', A],
      ['b', B],
    ])
    expect([filter('a', A), filter('a', B), filter('b', B), filter('b', A), filter('', A)]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
  })

  it('says nothing if it does not know the tenant', () => {
    expect(originFilter([['a', A]])(undefined, B)).toBe(true)
  })

  it('looks only at the origin if its entries have no tenants', () => {
    const filter = originFilter([A])
    expect([filter('a', A), filter(undefined, A), filter('a', B), filter(undefined, B)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('has patterns, which a store with wildcards asks for', () => {
    const filter = originFilter([['a', 'https://*.customer.example']])
    expect(filter('a', 'https://*.customer.example')).toBe(true)
    expect(filter('a', 'https://www.customer.example')).toBe(false)
    expect(faultsOf(() => originFilter(['https://*.com', '*', 'http://localhost:*']))).toEqual([
      'wildcard-registry-suffix entries 0',
      'origin-star-in-list entries 1',
      'option-type entries 2',
    ])
  })

  it('reads streams, and knows an entry that is there twice', async () => {
    const filter = await originFilter(streamOf([A, A, B]))
    expect(filter.size).toBe(2)
    expect([filter('t', A), filter('t', B)]).toEqual([true, true])
    await expect(originFilter(streamOf(['x']))).rejects.toThrow('https://x')
  })

  it('takes 2.3 bytes for an entry', () => {
    expect(originFilter(originsOf(30_000, createRandom(1))).toBytes().length / 30_000).toBeLessThan(2.6)
  })

  it('shows its secret nowhere', () => {
    const secret = [0xfedcba98, 0x76543210]
    const random = vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
      ;(into as Uint32Array).set(secret)
      return into
    })
    const filter = originFilter([A])
    random.mockRestore()
    expect(filter(undefined, A)).toBe(true)
    const shown = [JSON.stringify({ ...filter }), String(filter), Object.values(filter).map(String).join()]
    expect(shown.filter((text) => secret.some((word) => text.includes(String(word))))).toEqual([])
  })

  it.each<readonly [options: unknown, ...faults: string[]]>([
    [
      { maxAge: -1, version: '', builtAt: 1.5, zzz: 1 },
      ...['maxAge', 'version', 'builtAt'].map((name) => `option-type ${name}`),
      'option-unknown zzz',
    ],
    [
      { maxAge: '60', version: 'x'.repeat(201), builtAt: '2026' },
      'option-type maxAge',
      'option-type version',
      'option-type builtAt',
    ],
    [{ maxAge: Number.NaN }, 'option-type maxAge'],
    [{ builtAt: 9e15 }, 'option-type builtAt'],
  ])('refuses the options %j', (options, ...faults) => {
    expect(new Set(faultsOf(() => originFilter([A], options as object)))).toEqual(new Set(faults))
  })
})

describe('an origin that was added later', () => {
  it('passes in the process that adds it', () => {
    const filter = originFilter([['a', A]])
    filter.add('a', B)
    expect([filter('a', B), filter('b', B)]).toEqual([true, false])
    const plain = originFilter([A])
    plain.add('a', B)
    plain.add(undefined, 'https://c.example')
    expect([plain('b', B), plain('a', 'https://c.example')]).toEqual([true, true])
  })

  it('is refused for at most maxAge after the filter was built', () => {
    const filter = readOriginFilter(originFilter([A]).toBytes(), { maxAge: 30 })
    expect(filter.rests).toBe(undefined)
    vi.setSystemTime(NOW + 30_000)
    expect(filter(undefined, B)).toBe(false)
    vi.setSystemTime(NOW + 30_001)
    expect(filter(undefined, B)).toBe(true)
    expect(filter.rests).toBe('too-old')
  })

  it('is refused for at most maxAge after the last update, which names it', () => {
    const filter = originFilter([['a', A]], { version: '7', maxAge: 30 })
    vi.setSystemTime(NOW + 100_000)
    filter.update('7', [['a', B]])
    expect([filter('a', B), filter('a', 'https://c.example')]).toEqual([true, false])
    vi.setSystemTime(NOW + 130_001)
    expect(filter('a', 'https://c.example')).toBe(true)
  })

  it('passes if the list has another version, even if an older one is seen again', () => {
    const filter = originFilter([A], { version: '7', maxAge: Infinity })
    filter.update('8', [])
    expect([filter(undefined, B), filter.rests]).toEqual([true, 'other-version'])
    filter.update('7', [])
    expect(filter.rests).toBe('other-version')
  })

  it('passes if too many were added to know them all', () => {
    const filter = originFilter([A], { maxAge: Infinity })
    const many = strangers(10_000)
    filter.update(filter.version, many)
    expect([filter.rests, filter(undefined, B)]).toEqual([undefined, false])
    filter.update(filter.version, many)
    expect(filter.rests).toBe(undefined)
    filter.add(undefined, B)
    expect([filter.rests, filter(undefined, 'https://c.example')]).toEqual(['too-many-added', true])
  })

  it('passes if the clock was set back', () => {
    const filter = originFilter([A], { maxAge: Infinity })
    vi.setSystemTime(NOW - 1)
    expect([filter.rests, filter(undefined, B)]).toEqual(['too-old', true])
  })

  it('is added with all others of an update, or with none', () => {
    const filter = originFilter([['a', A]], { version: '7', maxAge: 30 })
    vi.setSystemTime(NOW + 30_000)
    const update = (version: unknown, added: unknown) => () => filter.update(version as string, added as string[])
    expect(faultsOf(update('7', [['a', B], ['a', 'x'], B]))).toEqual([
      'origin-no-scheme added 1 1',
      'option-type added 2',
    ])
    expect(filter('a', B)).toBe(false)
    expect(faultsOf(update(7, []))).toEqual(['option-type version'])
    expect(faultsOf(update('7', streamOf([])))).toEqual(['option-type added'])
    expect(faultsOf(() => filter.add('a', 'x'))).toEqual(['origin-no-scheme added 0 1'])
    expect(faultsOf(() => filter.add(undefined, B))).toEqual(['option-type added 0'])
    vi.setSystemTime(NOW + 30_001)
    expect(filter.rests).toBe('too-old')
  })
})

describe('readOriginFilter', () => {
  const pairs = pairsOf(60, createRandom(4))
  const bytes = originFilter(pairs, { version: 'v1 ü', builtAt: NOW - 1000 }).toBytes()

  it('knows what the filter said about itself', () => {
    const { version, builtAt, size } = readOriginFilter(bytes)
    expect([version, builtAt, size]).toEqual(['v1 ü', NOW - 1000, originFilter(pairs).size])
    expect(originFilter([]).version).toBe('2026-11-29T12:00:00.000Z')
  })

  it('reads bytes wherever they begin', () => {
    for (const shift of [0, 1, 2, 4]) {
      const room = new Uint8Array(bytes.length + 8)
      room.set(bytes, shift)
      const filter = readOriginFilter(room.subarray(shift, shift + bytes.length))
      expect(pairs.every(([tenant, origin]) => filter(tenant, origin))).toBe(true)
      expect(filter.toBytes()).toEqual(bytes)
    }
  })

  it('refuses bytes that are cut off or of a table', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(faultsOf(() => readOriginFilter(bytes.slice(0, length)))).toEqual(['bytes-invalid bytes'])
    const table = originTable(pairs).toBytes()
    expect(() => readOriginFilter(table)).toThrow('they begin differently')
    expect(() => readOriginTable(bytes)).toThrow('they begin differently')
  })

  it('refuses bytes that have changed, in 10,000 ways', () => {
    const because = (reason: string) => `bytes is a Uint8Array, expected the bytes of originFilter(): ${reason}`
    expect(outcomesOfChanges(bytes, 80, (changed) => readOriginFilter(changed))).toEqual([
      because('7 bytes were written, and these are 7'),
      because('their format is 7, not 7, so build them again'),
      because('they begin differently'),
      because('they have changed'),
    ])
  })
})
