import { describe, expect, it } from 'vitest'
import { PolicyError } from '../../../src/index.ts'
import {
  fromD1,
  fromDenoKv,
  fromDurableObject,
  fromHttp,
  fromKv,
  fromPostgres,
  fromRedis,
  fromSqlite,
  type OriginLookup,
} from '../../../src/origins/index.ts'

const ORIGIN = 'https://app.example.com'
const question = { signal: new AbortController().signal, context: { env: { isHere: true } } }

/** Asks a lookup, whether it answers, throws or rejects. */
async function ask(get: OriginLookup, tenant: string, origin = ORIGIN): Promise<boolean> {
  return get(tenant, origin, question)
}

/** A store that gives one value, and lists what it was asked. */
type Fake = (value: unknown, asked?: unknown[][]) => object

const kv: Fake = (value, asked = []) => ({ get: async (...key: unknown[]) => (asked.push(key), value) })
const denoKv: Fake = (value, asked = []) => ({ get: async (...key: unknown[]) => (asked.push(key), { value }) })
const objects: Fake = (value, asked = []) => ({
  idFromName: (name: string) => ({ name }),
  get: (id: object) => ({ allows: async (origin: string) => (asked.push([id, origin]), value) }),
})
const d1: Fake = (value, asked = []) => ({
  prepare: (sql: string) => ({
    bind: (...values: string[]) => ({ first: async () => (asked.push([sql, ...values]), rowOf(value)) }),
  }),
})
const sqlite: Fake = (value, asked = []) => ({
  prepare: (sql: string) => ({ get: (...values: string[]) => (asked.push([sql, ...values]), rowOf(value)) }),
})
const postgres: Fake = (value, asked = []) => ({
  query: async (...query: unknown[]) => (asked.push(query), { rows: [rowOf(value)].filter(Boolean) }),
})
const redis: Fake = (value, asked = []) => ({ sismember: async (...names: string[]) => (asked.push(names), value) })

/** `null` stands for no row. */
function rowOf(value: unknown): object | null {
  return value === null ? null : { allowed: value }
}

/** Each store: its function, as callers without types call it, its fake, and how it is asked about a pair. */
const STORES: readonly (readonly [name: string, from: (client: never) => OriginLookup, fake: Fake, asked: unknown])[] =
  [
    ['fromKv', fromKv, kv, [`acme ${ORIGIN}`, 'json']],
    ['fromD1', fromD1, d1, ['SELECT true AS allowed FROM origins WHERE tenant = ? AND origin = ?', 'acme', ORIGIN]],
    ['fromDurableObject', fromDurableObject, objects, [{ name: 'acme' }, ORIGIN]],
    ['fromDenoKv', fromDenoKv, denoKv, [['origins', 'acme', ORIGIN]]],
    [
      'fromSqlite',
      fromSqlite,
      sqlite,
      ['SELECT true AS allowed FROM origins WHERE tenant = ? AND origin = ?', 'acme', ORIGIN],
    ],
    ['fromRedis', fromRedis, redis, ['origins:acme', ORIGIN]],
    [
      'fromPostgres',
      fromPostgres,
      postgres,
      ['SELECT true AS allowed FROM origins WHERE tenant = $1 AND origin = $2', ['acme', ORIGIN]],
    ],
  ]

describe.each(STORES)('%s', (name, from, fake, expected) => {
  const open = (client: unknown): OriginLookup => from(client as never)

  it('asks about the pair', async () => {
    const asked: unknown[][] = []
    await ask(open(fake(true, asked)), 'acme')
    expect(asked).toEqual([expected])
  })

  it.each([
    [true, true],
    [1, true],
    [false, false],
    [0, false],
    [null, false],
  ])('takes %s for %s', async (value, answer) => {
    expect(await ask(open(fake(value)), 'acme')).toBe(answer)
  })

  it.each(['true', 'false', '1', '', 2, -1, Number.NaN, 1n, {}, [], [true], undefined])(
    'throws for the value %o',
    async (value) => {
      await expect(ask(open(fake(value)), 'acme')).rejects.toThrow(/^The store answered .*, expected true or false$/)
    },
  )

  it.each(['a\0', '\0', '\uD800', 'a\uDC00b', 'a'.repeat(257), ''])(
    'does not ask about a tenant that stores cannot hold: %j',
    async (tenant) => {
      const asked: unknown[][] = []
      expect(await ask(open(fake(true, asked)), tenant)).toBe(false)
      expect(asked).toEqual([])
    },
  )

  it.each([undefined, null, 'client', 1, {}, []])('refuses the client %o', (client) => {
    expect(() => open(client)).toThrow(PolicyError)
  })

  if (name === 'fromSqlite') return

  it('finds the client in the context of each request', async () => {
    const contexts: unknown[] = []
    const get = open((context: unknown) => (contexts.push(context), fake(1)))
    expect([contexts.length, await ask(get, 'acme'), await ask(get, 'acme')]).toEqual([0, true, true])
    expect(contexts).toEqual([question.context, question.context])
  })

  it('names what the function returned if it is not a client', async () => {
    await expect(
      ask(
        open(() => undefined),
        'acme',
      ),
    ).rejects.toThrow(/ returned undefined, expected a client with /)
  })
})

describe('fromKv', () => {
  it('has a key of its own for each pair', async () => {
    const asked: unknown[][] = []
    const get = fromKv(kv(true, asked) as Parameters<typeof fromKv>[0])
    const pairs = [
      ['a', 'b://c'],
      ['a b://c', 'd://e'],
      [' ', 'a://b'],
      ['a://b', 'a://b'],
      ['a', 'b://c:1'],
    ] as const
    await Promise.all(pairs.map(([tenant, origin]) => ask(get, tenant, origin)))
    expect(new Set(asked.map(([key]) => key)).size).toBe(pairs.length)
  })

  it('does not ask for a key that KV cannot hold', async () => {
    const asked: unknown[][] = []
    const get = fromKv(kv(true, asked) as Parameters<typeof fromKv>[0])
    // Each letter has two bytes.
    const most = (512 - ` ${ORIGIN}`.length) / 2
    expect([await ask(get, 'ä'.repeat(most)), await ask(get, 'ä'.repeat(most + 1))]).toEqual([true, false])
    expect(asked.length).toBe(1)
  })
})

describe('fromRedis', () => {
  it('asks `redis` with the signal, so that it drops a command that nobody waits for', async () => {
    const signals: unknown[] = []
    const client = {
      withAbortSignal(signal: AbortSignal) {
        signals.push(signal)
        return { sIsMember: async (key: string, member: string) => Number(`${key} ${member}` === `t:acme ${ORIGIN}`) }
      },
      sIsMember: async () => 0,
    }
    expect(await ask(fromRedis(client, 't:'), 'acme')).toBe(true)
    expect(signals).toEqual([question.signal])
  })
})

describe('a query in SQL', () => {
  it.each([
    ['fromD1', (sql: string, asked: unknown[][]) => fromD1(d1(1, asked) as Parameters<typeof fromD1>[0], sql)],
    [
      'fromSqlite',
      (sql: string, asked: unknown[][]) => fromSqlite(sqlite(1, asked) as Parameters<typeof fromSqlite>[0], sql),
    ],
    [
      'fromPostgres',
      (sql: string, asked: unknown[][]) => fromPostgres(postgres(1, asked) as Parameters<typeof fromPostgres>[0], sql),
    ],
  ])('may be replaced: %s', async (_name, from) => {
    const asked: unknown[][] = []
    await ask(from('SELECT allowed FROM sites WHERE …', asked), 'acme')
    expect(asked[0]?.[0]).toBe('SELECT allowed FROM sites WHERE …')
  })

  it('has to give the column `allowed`, because any other column may say anything', async () => {
    const get = fromPostgres({ query: async () => ({ rows: [{ count: 0 }] }) })
    await expect(ask(get, 'acme')).rejects.toThrow('The store answered undefined, expected true or false')
  })
})

describe('fromHttp', () => {
  const QUERY = 'https://tenants.example/allowed?tenant={tenant}&origin={origin}'
  const answerWith = (status: number) => async () => new Response(null, { status })

  it.each([
    [200, true],
    [204, true],
    [404, false],
  ])('takes the status %i for %s', async (status, answer) => {
    expect(await ask(fromHttp(QUERY, answerWith(status)), 'acme')).toBe(answer)
  })

  it.each([201, 203, 205, 206, 301, 302, 304, 400, 401, 403, 410, 429, 500, 503])(
    'throws for the status %i',
    async (status) => {
      const message = `The endpoint answered ${status}, expected 200 or 204 for yes, or 404 for no`
      await expect(ask(fromHttp(QUERY, answerWith(status)), 'acme')).rejects.toThrow(message)
    },
  )

  it('cancels the body and follows no redirect', async () => {
    let isCancelled = false
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) })
    const inits: RequestInit[] = []
    const get = fromHttp(QUERY, async (_url, init) => (inits.push(init), new Response(body)))
    expect([await ask(get, 'acme'), isCancelled]).toEqual([true, true])
    expect(inits).toEqual([{ redirect: 'manual', signal: question.signal }])
  })

  it('gives the context to the function that sends', async () => {
    const get = fromHttp(
      QUERY,
      async (_url, _init, { env }: typeof question.context) => new Response(null, { status: env.isHere ? 204 : 500 }),
    )
    expect(await ask(get, 'acme')).toBe(true)
  })

  const PATH = 'https://tenants.example/v1/{tenant}/{origin}'

  it.each([
    ['acme', 'acme'],
    ['a b', 'a%20b'],
    ['../admin', '..%2Fadmin'],
    [String.raw`..\admin`, '..%5Cadmin'],
    ['%2e%2e', '%252e%252e'],
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['@evil.example', '%40evil.example'],
    ['a&origin=b', 'a%26origin%3Db'],
    ['.acme.', '.acme.'],
    ['{origin}', '%7Borigin%7D'],
    ['$&$1', '%24%26%241'],
    ['a\r\nHost: b', 'a%0D%0AHost%3A%20b'],
    ['ä', '%C3%A4'],
  ])('encodes the tenant %j', async (tenant, encoded) => {
    const urls: string[] = []
    const send = async (url: string) => (urls.push(url), new Response())
    await ask(fromHttp(PATH, send), tenant)
    await ask(fromHttp(QUERY, send), tenant)
    expect(urls).toEqual([
      `https://tenants.example/v1/${encoded}/https%3A%2F%2Fapp.example.com`,
      `https://tenants.example/allowed?tenant=${encoded}&origin=https%3A%2F%2Fapp.example.com`,
    ])
    // URL parsers leave them as they are.
    expect(urls.map((url) => new URL(url).href)).toEqual(urls)
  })

  it.each(['.', '..', '...'])('does not ask about the tenant %j, which a path loses', async (tenant) => {
    const urls: string[] = []
    expect(
      await ask(
        fromHttp(PATH, async (url) => (urls.push(url), new Response())),
        tenant,
      ),
    ).toBe(false)
    expect(urls).toEqual([])
  })

  it.each([
    undefined,
    'https://tenants.example/',
    'https://tenants.example/{tenant}',
    'https://tenants.example/{origin}',
    'https://tenants.example/{tenant}/{tenant}',
    'https://tenants.example/{tenant}/{origin}/{tenant}',
    'https://tenants.example/{tenant}{origin}',
    'https://tenants.example/{tenant}-{origin}',
    'https://{tenant}.tenants.example/{origin}',
    'https://tenants.example{tenant}/{origin}',
    'https://tenants.example:{tenant}/{origin}',
    'https://{tenant}:{origin}@tenants.example/',
    'https://user:secret@tenants.example/{tenant}/{origin}',
    'https://tenants.example/#{tenant}/{origin}',
    'https://tenants.example/{tenant}#/{origin}',
    'ftp://tenants.example/{tenant}/{origin}',
    '{tenant}://tenants.example/{origin}',
    'https://tenants.example/{tenant}/#{origin}',
    'evil:https://tenants.example/{tenant}/{origin}',
    '/{tenant}/{origin}',
    '//tenants.example/{tenant}/{origin}',
    'https://a b/{tenant}/{origin}',
  ])('refuses the URL %j', (url) => {
    expect(() => fromHttp(url as string)).toThrow(PolicyError)
  })

  it('takes an endpoint without TLS, such as one on the same machine', async () => {
    const urls: string[] = []
    await ask(
      fromHttp('http://localhost:8080?{origin}&{tenant}', async (url) => (urls.push(url), new Response())),
      'a',
    )
    expect(urls).toEqual(['http://localhost:8080?https%3A%2F%2Fapp.example.com&a'])
  })
})

describe('the arguments of the stores', () => {
  const CLIENT = 'or a function that finds one in the context'
  const SQL = 'expected an SQL query with two parameters'
  const client = kv(true) as Parameters<typeof fromKv>[0] & Parameters<typeof fromDenoKv>[0]

  it.each<[string, () => unknown, path: string, message: string]>([
    ['fromKv', () => fromKv({} as never), 'namespace', `expected a client with get(), ${CLIENT}`],
    ['fromD1', () => fromD1({} as never), 'database', `expected a client with prepare(), ${CLIENT}`],
    ['fromD1', () => fromD1(d1(1) as never, 7 as never), 'sql', SQL],
    ['fromD1', () => fromD1(d1(1) as never, ''), 'sql', SQL],
    ['fromDurableObject', () => fromDurableObject({} as never), 'namespace', `with idFromName(), ${CLIENT}`],
    ['fromDenoKv', () => fromDenoKv({} as never), 'kv', `expected a client with get(), ${CLIENT}`],
    ['fromDenoKv', () => fromDenoKv(client, 'origins' as never), 'prefix', 'expected a list of strings'],
    ['fromDenoKv', () => fromDenoKv(client, []), 'prefix', 'expected a list of strings'],
    ['fromDenoKv', () => fromDenoKv(client, ['a', 7] as never), 'prefix', 'expected a list of strings'],
    ['fromSqlite', () => fromSqlite({} as never), 'database', 'expected an open database with prepare()'],
    ['fromSqlite', () => fromSqlite(sqlite(1) as never, [] as never), 'sql', SQL],
    [
      'fromRedis',
      () => fromRedis([] as never),
      'client',
      `expected a client with sIsMember() or sismember(), ${CLIENT}`,
    ],
    ['fromRedis', () => fromRedis(redis(1), ''), 'prefix', 'expected the start of a key'],
    ['fromRedis', () => fromRedis(redis(1), 7 as never), 'prefix', 'expected the start of a key'],
    ['fromPostgres', () => fromPostgres({} as never), 'client', `expected a client with query(), ${CLIENT}`],
    ['fromPostgres', () => fromPostgres(postgres(1) as never, null as never), 'sql', SQL],
    ['fromHttp', () => fromHttp('https://tenants.example'), 'url', 'with both in its path or query'],
    ['fromHttp', () => fromHttp('https://a/{tenant}/{origin}', {} as never), 'send', 'expected a function'],
  ])('are checked: %s', (_name, call, path, message) => {
    let error: unknown
    try {
      call()
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(PolicyError)
    expect((error as PolicyError).issues).toMatchObject([{ code: 'option-type', path: [path] }])
    expect(String(error)).toContain(message)
  })
})
