import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Arrived, browse, valuesOf } from './support/browse.ts'
import { ANSWERS, type HostileUpstream, startHostileUpstream } from './support/hostile-upstream.ts'
import { A, B, EVIL } from './support/pages.ts'
import { type RuntimeName, RUNTIMES, startOn } from './support/runtimes.ts'
import type { Running } from './support/upstream.ts'

const WAYS = ['returned', 'promised', 'thrown', 'guarded', 'hono']
const ORIGINS = [A, B, EVIL, null]
const NODES = ['node', 'hono-on-node', 'srvx-on-node'] as const

/** `fetch` of the runtime refuses the answer, so the handler has failed. */
const FAILED = 500
/** The runtime cannot make a response with this status or this status text. */
const UNUSABLE = 502

type Statuses = Partial<Record<RuntimeName, number>>

const on = (runtimes: readonly RuntimeName[], status: number): Statuses =>
  Object.fromEntries(runtimes.map((runtime) => [runtime, status]))

/** @hono/node-server makes responses that allow every status, until their body is read. */
const PASSING = ['bun', 'hono-on-node'] as const
/** `fetch` of Node gives a status text that `Response` of Node refuses. */
const STRICT = ['node', 'srvx-on-node'] as const

/** The status that a page sees, where it is not the status that the upstream sent. */
const STATUSES: Readonly<Record<string, readonly [everywhere: number, but?: Statuses]>> = {
  '/999': [UNUSABLE, on(PASSING, 999)],
  '/999-without-body': [UNUSABLE, on(PASSING, 999)],
  '/600': [UNUSABLE, on(PASSING, 600)],
  '/cut-999': [UNUSABLE, on(PASSING, 999)],
  '/000': [FAILED, { bun: UNUSABLE }],
  '/099': [FAILED, { bun: UNUSABLE }],
  '/20': [FAILED],
  '/2000': [FAILED],
  '/no-status': [FAILED],
  '/no-reason': [200],
  '/reason': [200, on(STRICT, UNUSABLE)],
  '/reason-control': [FAILED, { ...on(STRICT, UNUSABLE), 'hono-on-node': 200 }],
  '/103': [200],
  '/199': [200],
  '/407': [407, on(NODES, FAILED)],
  '/value-control': [FAILED, { workerd: 200 }],
  '/value-null': [FAILED],
  '/name-with-space': [FAILED],
  '/folded': [FAILED],
  '/folded-cors': [FAILED],
  '/two-lengths': [FAILED],
  '/cut-head': [FAILED],
  '/reset': [FAILED],
  '/close': [FAILED],
  '/http-0.9': [FAILED],
  '/http-2': [FAILED],
}

/** `fetch` of Node keeps the connection of these answers, and gives nobody a body to close. The same without a policy. */
const KEPT_BY_NODE = new Set(['/205-with-body', '/407'])

let upstream: HostileUpstream
beforeAll(async () => {
  upstream = await startHostileUpstream()
})
afterAll(() => upstream.stop())

function statusOf(path: string, runtime: RuntimeName): number {
  const [everywhere, but] = STATUSES[path] ?? [Number(/\d{3}/.exec(path) ?? (path.includes('redirect') ? 302 : 200))]
  return but?.[runtime] ?? everywhere
}

const allowed = (answer: Arrived): string[] => valuesOf(answer, 'access-control-allow-origin')

describe.each(RUNTIMES)('on %s', (runtime) => {
  let proxy: Running
  beforeAll(async () => {
    proxy = await startOn(runtime, 'proxy', { UPSTREAM: upstream.origin })
  })
  afterAll(async () => (proxy as Running | undefined)?.stop())

  it.each(Object.keys(ANSWERS).filter((path) => path !== '/silent'))(
    'decorates %s, and leaves no connection open',
    async (path) => {
      const before = upstream.asked(path)
      const asked = WAYS.flatMap((way) => ORIGINS.map((origin) => [way, origin] as const))
      const answers = await Promise.all(
        asked.map(async ([way, origin]) => browse(`${proxy.origin}/${way}${path}`, origin)),
      )
      const status = statusOf(path, runtime)

      // `fetch` may ask again if a connection fails.
      expect(upstream.asked(path) - before).toBeGreaterThanOrEqual(asked.length)
      expect(answers.map((answer, at) => [...asked[at]!, answer.status, ...allowed(answer)])).toEqual(
        asked.map(([way, origin]) => [way, origin, status, ...(origin === A || origin === B ? [origin] : [])]),
      )
      for (const [at, answer] of answers.entries()) {
        const isAllowed = allowed(answer).length > 0
        expect(valuesOf(answer, 'access-control-allow-credentials')).toEqual(isAllowed ? ['true'] : [])
        expect(valuesOf(answer, 'access-control-expose-headers')).toEqual([])
        const isPassed = status !== FAILED && status !== UNUSABLE
        const reads = asked[at]![0] === 'guarded' ? '.+' : 'Origin'
        expect(valuesOf(answer, 'vary').join(', ')).toMatch(
          RegExp(`^${isPassed || path === '/500' ? 'Accept-Encoding, ' : ''}${reads}$`),
        )
      }
      if (KEPT_BY_NODE.has(path) && runtime.includes('node')) return
      await vi.waitFor(() => expect(upstream.open(path)).toBe(0), { timeout: 5000, interval: 50 })
    },
  )

  it.each(WAYS)('passes the body and the other headers on: %s', async (way) => {
    const answer = await browse(`${proxy.origin}/${way}/cookies`, A)
    expect(answer.body).toContain('data')
    expect(valuesOf(answer, 'content-type')).toEqual(['text/plain'])
    expect(valuesOf(answer, 'set-cookie')).toEqual(['a=1', 'b=2', 'a=3'])
    expect(valuesOf(await browse(`${proxy.origin}/${way}/304-with-length`, A), 'etag')).toEqual(['"1"'])
    expect(valuesOf(await browse(`${proxy.origin}/${way}/redirect`, A), 'location')).toEqual(['/999'])
  })

  it.each(WAYS)('judges the answer behind a redirect that fetch follows: %s', async (way) => {
    const answer = await browse(`${proxy.origin}/${way}/redirect?follow`, A)
    expect([answer.status, ...allowed(answer)]).toEqual([statusOf('/999', runtime), A])
    await vi.waitFor(() => expect(upstream.open('/999')).toBe(0), { timeout: 5000, interval: 50 })
  })

  it.each(['/cut', '/cut-chunk', '/bad-chunk'])('does not end the body of %s as if it were whole', async (path) => {
    const urls = WAYS.map((way) => `${proxy.origin}/${way}${path}`)
    for (const { body, headers } of await Promise.all(urls.map(async (url) => browse(url, A, { stay: 1000 })))) {
      expect(headers.some(([name, value]) => name === 'content-length' && Number(value) <= body.length)).toBe(false)
      expect(body).not.toMatch(/0\r\n\r\n$/)
    }
  })

  it.each(['/endless', '/endless-without-type', '/404', '/500', '/redirect-with-body'])(
    'closes the connection of %s when the client goes away',
    async (path) => {
      const answers = WAYS.map(async (way) => browse(`${proxy.origin}/${way}${path}`, A, { stay: 400 }))
      await vi.waitFor(() => expect(upstream.open(path)).toBe(WAYS.length), { timeout: 5000, interval: 20 })
      for (const { ended } of await Promise.all(answers)) expect(ended).toBe(false)
      await vi.waitFor(() => expect(upstream.open(path)).toBe(0), { timeout: 5000, interval: 50 })
    },
  )

  // workerd does not abort the signal, also without a policy.
  it.skipIf(runtime === 'workerd').each(['bare-with-signal', 'with-signal', 'cookieless'])(
    'aborts a request that has no answer yet when the client goes away: %s',
    async (way) => {
      const { hostname, port } = new URL(proxy.origin)
      const client = connect(Number(port), hostname)
      client.on('error', () => {})
      client.write(`GET /${way}/silent HTTP/1.1\r\nHost: a\r\nOrigin: ${A}\r\nCookie: a=1\r\n\r\n`)
      await vi.waitFor(() => expect(upstream.open('/silent')).toBe(1), { timeout: 5000, interval: 20 })
      client.destroy()
      await vi.waitFor(() => expect(upstream.open('/silent')).toBe(0), { timeout: 5000, interval: 50 })
    },
  )
})
