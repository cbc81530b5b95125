import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cors, type CorsOptions } from '../../src/index.ts'
import { answerOf } from './support/answer.ts'
import { UPSTREAM } from './support/data.ts'
import { exchange, type RawRequest } from './support/exchange.ts'
import { TIMING_REQUESTS, TIMING_TABLE, TIMING_UPSTREAM } from './support/tables.ts'
import { isInstalled, startTarget, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

const app = 'https://app.example.com'
const policy: CorsOptions = { origin: [app, 'https://*.example.org'], enforce: true, allowMethods: ['*'] }

/** Requests that no policy allows, and that `Request` cannot have: the method, and the bytes of `Origin`. */
const REFUSED: readonly (readonly [method: string, origin: string])[] = [
  ['TRACE', app],
  ['TRACK', app],
  ['track', app],
  ['CONNECT', app],
  ['GET', `${app}\0`],
  ['GET', `${app}\0.evil.example`],
  ['GET', 'https://a.example.org\0'],
  ['GET', `\0${app}`],
  ['GET', `${app}\r\n x`],
]

describe.each(TARGETS.filter(isInstalled))('$name', (target) => {
  test('passes on no request that a policy refuses before it reaches any application', async () => {
    const server = await startTarget(target, target.export(cors(policy)).files, upstream.port)
    const ask = async ([method, origin]: (typeof REFUSED)[number]): Promise<unknown> => {
      const headers: RawRequest['headers'] = [
        ['Origin', origin],
        ['Content-Length', '0'],
      ]
      const answer = answerOf(await exchange(server.port, { method, path: '/200', headers }))
      return answer.upstream === 1 || (answer.status < 400 && answer.ac['allow-origin']) ? [method, origin] : undefined
    }
    const passed = await Promise.all(REFUSED.map(ask))
    await server.stop()
    expect(passed.filter(Boolean)).toEqual([])
  })
})

describe.each(TARGETS.filter(isInstalled))('$name', (target) => {
  test("keeps the application's header for timing only where the table does", async () => {
    const application = await startUpstream(TIMING_UPSTREAM)
    const server = await startTarget(target, target.export(TIMING_TABLE).files, application.port)
    const kept = (path: string, origin: string): string | undefined =>
      path === '/kept/a' ? '*' : path === '/a' && origin === 'https://a.example' ? origin : undefined
    const wrong = await Promise.all(
      TIMING_REQUESTS.map(async (request) => {
        const [, origin] = request.headers[0]!
        const got = answerOf(await exchange(server.port, request)).ac['timing-allow-origin']
        return got === kept(request.path, origin) ? [] : [{ path: request.path, origin, got }]
      }),
    )
    await Promise.all([server.stop(), application.stop()])
    expect(wrong.flat()).toEqual([])
  })
})
