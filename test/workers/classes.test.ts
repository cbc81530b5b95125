import { env, exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { cors } from '../../src/index.ts'
import type { Api, Env } from './worker.ts'

const api = (exports as unknown as { Api: Service<InstanceType<typeof Api>> }).Api
const rooms = (env as Env).ROOM
const room = rooms.get(rooms.idFromName('lobby'))

const tenant = { Origin: 'https://tenant.example.com' }
const evil = { Origin: 'https://evil.example' }
const url = 'https://api.example.com/users'

describe.each<[string, Pick<Fetcher, 'fetch'>, body: RegExp]>([
  ['a WorkerEntrypoint', api, /^\/users of tenant\.example\.com$/],
  ['a Durable Object', room, /^visit \d+$/],
])('%s', (_name, target, body) => {
  it('lets an origin read that the predicate allows by its bindings', async () => {
    const response = await target.fetch(url, { headers: tenant })
    expect(await response.text()).toMatch(body)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(tenant.Origin)
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  it('lets no other origin read', async () => {
    const response = await target.fetch(url, { headers: evil })
    expect(await response.text()).toMatch(body)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  it('answers preflights', async () => {
    const headers = { ...tenant, 'Access-Control-Request-Method': 'POST' }
    const response = await target.fetch(url, { method: 'OPTIONS', headers })
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, POST')
  })
})

describe('a class keeps', () => {
  it('a method of an entrypoint', async () => {
    expect(await api.add(2, 3)).toBe(5)
  })

  it('a method of a Durable Object, which sees the state that fetch has changed', async () => {
    const before = await room.visits()
    await (await room.fetch(url, { headers: tenant })).text()
    await (
      await room.fetch(url, { method: 'OPTIONS', headers: { ...tenant, 'Access-Control-Request-Method': 'PUT' } })
    ).text()
    expect(await room.visits()).toBe(before + 1)
  })

  it.each([tenant, evil])('a WebSocket that a Durable Object accepts, for %o', async (headers) => {
    const { status, webSocket } = await room.fetch(url, { headers: { ...headers, Upgrade: 'websocket' } })
    expect(status).toBe(101)
    const answer = new Promise((resolve) => webSocket?.addEventListener('message', ({ data }) => resolve(data)))
    webSocket?.accept()
    webSocket?.send('hello')
    expect(await answer).toBe('room hello')
    webSocket?.close()
  })
})

/** A call over RPC gives a promise whose type is `function`. */
describe('a promise of RPC', () => {
  const request = new Request(url, { headers: tenant })

  it('is the answer of a predicate', async () => {
    const policy = cors({ origin: (origin) => api.trusts(origin.host) })
    expect(await policy.decide(request)).toMatchObject({ allowed: true })
    expect(await policy.decide(new Request(url, { headers: evil }))).toMatchObject({ reason: 'predicate-refused' })
  })

  it('is the answer of a handler, whose permissions do not survive', async () => {
    const handler = cors({ origin: [tenant.Origin] }).wrap(() => api.respond())
    const response = await handler(request)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(tenant.Origin)
    expect(response.headers.get('Vary')).toBe('Origin')
    expect((await handler(new Request(url, { headers: evil }))).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})
