import { describe, expect, it, vi } from 'vitest'
import { audit } from '../../../src/audit/index.ts'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { cors, type OriginPredicate, PolicyError, type PolicyIssue } from '../../../src/index.ts'
import { originFilter, originStore, originTable, readOriginTable } from '../../../src/origins/index.ts'
import type { EntryStream } from '../../../src/origins/table/read-entries.ts'
import { createRandom, originsOf, outcomesOfChanges, pairsOf, streamOf } from '../support/origin-entries.ts'

const A = 'https://a.example'
const B = 'https://b.example'

function issuesOf(make: () => unknown): readonly PolicyIssue[] {
  try {
    make()
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues
    throw error
  }
}
const faultsOf = (make: () => unknown) => issuesOf(make).map(({ code, path }) => [code, ...path].join(' '))

/** The pair as one string. JSON escapes what separates. */
const pairKey = (pair: readonly [string, string]) => JSON.stringify(pair)

describe('originTable', () => {
  it('allows what a Set has, and nothing else', () => {
    const random = createRandom(1)
    const origins = originsOf(20_000, random)
    const others = originsOf(20_000, random)
    const set = new Set(origins)
    expect(origins.filter((origin) => !parseOrigin(origin))).toEqual([])
    const table = originTable(origins)
    const loaded = readOriginTable(table.toBytes())
    expect(table.size).toBe(set.size)
    const wrong = [...origins, ...others].filter((origin) =>
      [table, loaded].some((one) => one.has(undefined, origin) !== set.has(origin)),
    )
    expect(wrong).toEqual([])
  })

  it('allows each tenant what a Set of pairs has, and never the origins of another tenant', () => {
    const random = createRandom(2)
    const pairs = pairsOf(20_000, random)
    const set = new Set(pairs.map(pairKey))
    const table = originTable(pairs)
    expect(table.size).toBe(set.size)
    expect(pairs.every(([tenant, origin]) => table.has(tenant, origin))).toBe(true)
    // Known tenants with known origins, in other pairs.
    const mixed = pairs.map(([tenant], index) => [tenant, pairs[(index * 7 + 1) % pairs.length]![1]] as const)
    const wrong = mixed.filter(([tenant, origin]) => table.has(tenant, origin) !== set.has(pairKey([tenant, origin])))
    expect(wrong).toEqual([])
    expect(mixed.filter((pair) => !set.has(pairKey(pair))).length).toBeGreaterThan(1000)
  })

  it.each([
    ['a', 'b https://a.example', A, A],
    ['https://a.example', 'x', A, B],
    ['a\uD800', 'a\uD801', A, A],
    ['a', 'a ', A, A],
    ['a', 'A', A, A],
    ['\u00e9', 'e\u0301', A, A],
  ])('tells tenant %j from %j', (own, other, origin, another) => {
    const table = originTable([[own, origin]])
    expect(table.has(own, origin)).toBe(true)
    expect(table.has(other, another)).toBe(false)
  })

  it('does not take a part of an origin for a tenant', () => {
    // Written one after the other, this origin and this tenant are the entry.
    const table = originTable([['x a', A]])
    expect(table.has('a', `${A} x`)).toBe(false)
    expect(originTable([`http://a.example`]).has(undefined, 'https://\u0001http://a.example')).toBe(false)
    expect(originTable([A]).has(undefined, 'a.example')).toBe(false)
  })

  it.each([
    '',
    'null',
    '*',
    'https://',
    'https://a.example/',
    'HTTPS://a.example',
    `${A}\0`,
    ` ${A}`,
    'x'.repeat(9999),
  ])('refuses %j', (origin) => {
    expect(originTable([A]).has(undefined, origin)).toBe(false)
    expect(originTable([['t', A]]).has('t', origin)).toBe(false)
  })

  it.each([undefined, '', 'x'.repeat(257), 7, null, ['t'], Promise.resolve('t')])(
    'allows tenant %j nothing',
    (tenant) => {
      expect(originTable([['t', A]]).has(tenant as string, A)).toBe(false)
    },
  )

  it('allows nobody if it is empty', () => {
    const table = readOriginTable(originTable([]).toBytes(), { tenant: () => 't' })
    expect(table.size).toBe(0)
    expect([table.has(undefined, A), table.has('t', A), cors({ origin: table }).allowsOrigin(A)]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('keeps many copies of an entry once', () => {
    const copies = function* (): Generator<string> {
      for (let left = 1e5; left > 0; left--) yield left % 1000 ? A : B
    }
    const table = originTable(copies())
    expect(table.size).toBe(2)
    expect(table.toBytes().length).toBeLessThan(110_000)
    expect([A, B, 'https://c.example'].map((origin) => table.has(undefined, origin))).toEqual([true, true, false])
  })

  it('takes two bytes for an entry, and its origin without https://', () => {
    const origins = Array.from({ length: 10_000 }, (_, index) => `https://tenant-${index + 10_000}.example.com`)
    expect(originTable(origins).toBytes().length / 10_000).toBeCloseTo(2 + 'tenant-10000.example.com'.length, 1)
  })

  it.each([
    ['a list', () => [A, B]],
    ['a Set', () => new Set([A, B])],
    ['a stream of origins', () => streamOf([A, B])],
    ['a stream of lines', () => new Blob([`${A}\n${B}\n`]).stream()],
    [
      'lines in pieces',
      () => streamOf([...`${A}\r\n\r\n${B}`].map((character) => new TextEncoder().encode(character))),
    ],
    ['lines', () => new TextEncoder().encode(`${A}\n${B}`)],
    ['lines in a list', () => [new TextEncoder().encode(`${A}\n`), B]],
  ])('reads %s', async (_, entries) => {
    const table = await originTable(entries() as EntryStream)
    expect(table.size).toBe(2)
    expect(table.has(undefined, B)).toBe(true)
  })

  it('reads lines with tenants', () => {
    const table = originTable(new TextEncoder().encode(`a b\t${A}\nmünchen\t${B}`))
    expect(table.has('a b', A)).toBe(true)
    expect(table.has('münchen', B)).toBe(true)
    expect(table.has('münchen', A)).toBe(false)
  })

  it('has another secret each time, so that nobody can choose origins that collide', () => {
    expect(originTable([A]).toBytes()).not.toEqual(originTable([A]).toBytes())
  })

  it('waits for its secret where a platform has no random values yet', () => {
    const random = vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce(() => {
      throw new Error('Disallowed operation called within global scope')
    })
    const table = originTable([A])
    expect(random).toHaveBeenCalledTimes(1)
    expect([table.has(undefined, A), table.has(undefined, B), table.size]).toEqual([true, false, 1])
    expect(random).toHaveBeenCalledTimes(2)
    random.mockRestore()
  })

  it('passes on the error of a stream', async () => {
    const failing = async function* (): AsyncGenerator<string> {
      yield A
      throw new Error('reset')
    }
    await expect(originTable(failing())).rejects.toThrow('reset')
    await expect(originTable(streamOf([A, 'b.example']))).rejects.toThrow('https://b.example')
  })

  it.each<readonly [entries: unknown, ...faults: string[]]>([
    [A, 'option-type entries'],
    [[A, 'b.example', `${B}/`], 'origin-no-scheme entries 1', 'origin-has-path entries 2'],
    [
      ['https://*.a.example', '*', 'null', 7],
      ...['option-type entries 0', 'origin-star-in-list entries 1', 'origin-null entries 2', 'origin-type entries 3'],
    ],
    [['http://localhost:*', 'https://ä.example'], 'option-type entries 0', 'origin-not-canonical entries 1'],
    [[A, ['t', B]], 'option-type entries 1'],
    [[['t', A], B], 'option-type entries 1'],
    [[['t', A, B], ['t'], []], 'option-type entries 0', 'option-type entries 1', 'option-type entries 2'],
    [
      [
        ['', A],
        [undefined, A],
        ['x'.repeat(257), A],
      ],
      ...[0, 1, 2].map((index) => `option-type entries ${index} 0`),
    ],
    [[['t', 'x']], 'origin-no-scheme entries 0 1'],
    [new TextEncoder().encode(`${A}\n\nb`), 'origin-no-scheme entries 2'],
    [new TextEncoder().encode('x'.repeat(1e5)), 'origin-no-scheme entries 0', 'origin-no-scheme entries 1'],
  ])('refuses the entries %j', (entries, ...faults) => {
    expect(faultsOf(() => originTable(entries as string[]))).toEqual(faults)
  })

  it('lists 20 wrong entries, and counts the others', () => {
    const issues = issuesOf(() => originTable(Array<string>(1000).fill('x')))
    expect(issues).toHaveLength(21)
    expect(issues.at(-1)?.message).toBe(
      'entries has 1000 wrong entries, expected only exact origins: the first 20 are above',
    )
  })
})

describe('a table as a predicate', () => {
  const tenant = ({ request }: { request: Request }) => new URL(request.url).hostname.split('.')[0]
  const ask = (host: string, origin: string) => new Request(`https://${host}/`, { headers: { origin } })

  it('decides for one tenant', () => {
    const policy = cors({ origin: originTable([A]), credentials: true })
    expect([policy.allowsOrigin(A), policy.allowsOrigin(B), policy.allowsOrigin('null')]).toEqual([true, false, false])
  })

  it('decides for the tenant of the request', () => {
    const entries = [
      ['acme', A],
      ['umbrella', B],
    ] as const
    const table = readOriginTable(originTable(entries).toBytes(), { tenant })
    const policy = cors({ origin: table })
    const read = (host: string, origin: string) => policy.decide(ask(host, origin)).allowed
    expect(read('acme.example.com', A)).toBe(true)
    expect(read('acme.example.com', B)).toBe(false)
    expect(read('umbrella.example.com', B)).toBe(true)
    expect(read('other.example.com', A)).toBe(false)
  })

  it('is the store of tenants', async () => {
    const table = originTable([['acme', A]])
    const store = originStore({ tenant: 'acme', get: table.has, filter: originFilter([['acme', A]]) })
    expect([await store.allows('acme', A), await store.allows('acme', B), await store.allows('other', A)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('refuses, and says why, if it has tenants and does not know how to find them', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const policy = cors({ origin: originTable([['acme', A]]) })
    expect(policy.allowsOrigin(A)).toBe(false)
    expect(String(error.mock.calls[0])).toContain('needs the option tenant')
    error.mockRestore()
  })

  it('refuses a function for tenants that no entry has', () => {
    expect(faultsOf(() => originTable([A], { tenant }))).toEqual(['option-type tenant'])
    expect(faultsOf(() => readOriginTable(originTable([A]).toBytes(), { tenant }))).toEqual(['option-type tenant'])
    expect(() => originTable([A]).has('acme', A)).toThrow('have no tenants')
  })

  it('answers the hostile origins of the audit like a predicate that allows none of them', async () => {
    const rulesOf = async (origin: OriginPredicate) =>
      (await audit({ origin, credentials: true })).map(({ rule }) => rule)
    const table = originTable(originsOf(1000, createRandom(3)))
    expect(await rulesOf(table)).toEqual(await rulesOf(() => false))
  })

  it('makes the audit say which hostile origins it has', () => {
    const findings = audit({ origin: originTable([A, 'https://attacker.example']), credentials: true })
    expect(findings.map(({ message }) => message).join()).toContain('attacker.example')
  })
})

describe('readOriginTable', () => {
  const pairs = pairsOf(60, createRandom(4))
  const bytes = originTable(pairs).toBytes()

  it('reads bytes wherever they begin', () => {
    for (const shift of [0, 1, 2, 4]) {
      const room = new Uint8Array(bytes.length + 8)
      room.set(bytes, shift)
      const table = readOriginTable(room.subarray(shift, shift + bytes.length))
      expect(pairs.every(([tenant, origin]) => table.has(tenant, origin))).toBe(true)
      expect(table.toBytes()).toEqual(bytes)
    }
    expect(readOriginTable(bytes.slice().buffer).size).toBe(originTable(pairs).size)
  })

  it('hides nothing of the table from later changes of a copy', () => {
    const table = originTable([A])
    table.toBytes().fill(0)
    expect(table.has(undefined, A)).toBe(true)
  })

  it('refuses bytes that are cut off, at every length', () => {
    for (let length = 0; length < bytes.length; length += length < 100 ? 1 : 97)
      expect(faultsOf(() => readOriginTable(bytes.slice(0, length)))).toEqual(['bytes-invalid bytes'])
    expect(faultsOf(() => readOriginTable(new Uint8Array([...bytes, 0, 0, 0, 0])))).toEqual(['bytes-invalid bytes'])
    expect(faultsOf(() => readOriginTable(new Uint8Array([...bytes, 0])))).toEqual(['bytes-invalid bytes'])
  })

  it('refuses bytes that have changed, in 10,000 ways', () => {
    const because = (reason: string) => `bytes is a Uint8Array, expected the bytes of originTable(): ${reason}`
    expect(outcomesOfChanges(bytes, 60, (changed) => readOriginTable(changed))).toEqual([
      because('7 bytes were written, and these are 7'),
      because('their format is 7, not 7, so build them again'),
      because('they begin differently'),
      because('they have changed'),
    ])
  })

  it.each([undefined, null, 7, 'x', {}, [1, 2, 3], new Map()])('refuses %j', (value) => {
    expect(faultsOf(() => readOriginTable(value as Uint8Array))).toEqual(['bytes-invalid bytes'])
  })
})
