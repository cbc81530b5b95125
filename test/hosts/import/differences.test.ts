import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import cors from 'cors'
import express from 'express'
import { cors as ittyCors, Router } from 'itty-router-6'
import { describe, expect, it } from 'vitest'
import { fromExpress, fromFastify, fromHono, fromItty } from '../../../src/import/index.ts'
import { cors as policyOf, type CorsOptions } from '../../../src/index.ts'
import { passesCorsCheck } from '../../portable/support/browser.ts'
import { type Server, verdictsOf } from '../../portable/support/verdicts.ts'
import { fastifyApp, hono } from './packages.ts'

const APP = 'https://app.example.com'
const OPTIONS = { origin: [APP] }

/** An application of Express, with a real server, for the answer to an error. */
async function onExpress(options: object, method: string, path: string, headers: HeadersInit): Promise<Response> {
  const app = express().use(cors(options))
  app.get('/error', () => {
    throw new Error('Broken')
  })
  app.use((_error: unknown, _req: express.Request, _res: express.Response, next: express.NextFunction) =>
    next('Broken'),
  )
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
  } finally {
    server.close()
  }
}

const ours =
  (options: CorsOptions): Server =>
  (request) =>
    policyOf({ ...options, onError: () => new Response('Broken', { status: 500 }) }).wrap(() => {
      throw new Error('Broken')
    })(request)

const ERROR = 'https://api.example.com/error'

/** Where a page may read more than before: the answers to errors, and what the application itself refused. */
describe('the policy allows more than the package', () => {
  const request = (): Request => new Request(ERROR, { headers: { origin: APP } })
  const isRead = async (server: Server): Promise<boolean> => passesCorsCheck(APP, await server(request()), false)

  it.each([
    ['hono/cors', true, fromHono(OPTIONS), async () => await isRead(hono(OPTIONS))],
    ['@fastify/cors', true, fromFastify(OPTIONS), async () => await isRead(fastifyApp(OPTIONS))],
    [
      'cors',
      true,
      fromExpress(OPTIONS),
      async () => passesCorsCheck(APP, await onExpress(OPTIONS, 'GET', '/error', { origin: APP }), false),
    ],
    [
      'itty-router',
      false,
      fromItty(OPTIONS),
      async () => {
        const { preflight, corsify } = ittyCors(OPTIONS)
        const router = Router({ before: [preflight as never], finally: [corsify as never] }).get('/error', () => {
          throw new Error('Broken')
        })
        return await isRead(async (one) => {
          try {
            return (await router.fetch(one)) as Response
          } catch {
            return new Response('Broken', { status: 500 })
          }
        })
      },
    ],
  ] as const)('in the answer to an error of %s: %s before', async (_name, before, { options }, isReadBefore) => {
    expect(await isReadBefore()).toBe(before)
    expect(await isRead(ours(options!))).toBe(true)
  })

  it('if preflightContinue let the application refuse a preflight', async () => {
    const options = { ...OPTIONS, preflightContinue: true }
    const headers = { origin: APP, 'access-control-request-method': 'PUT' }
    expect((await onExpress(options, 'OPTIONS', '/missing', headers)).status).toBe(404)
    const result = fromExpress(options)
    expect(result.notes.map(({ code }) => code)).toContain('preflight-continue')
    const wrapped = policyOf(result.options!).wrap(() => new Response('Missing', { status: 404 }))
    expect(await verdictsOf((one) => wrapped(one), [APP])).toContain(`${APP} PUT `)
  })
})

/** Where a page may read less than before. */
describe('the policy allows less than the package', () => {
  it('if an expression takes any scheme', async () => {
    const options = { origin: /^[a-z]+:\/\/localhost$/ }
    const wrapped = policyOf(fromExpress(options).options!).wrap(() => new Response('Hello'))
    const read = await verdictsOf((one) => wrapped(one), ['https://localhost', 'capacitor://localhost'])
    expect([...read].filter((verdict) => verdict.startsWith('capacitor'))).toEqual([])
    expect(read).toContain('https://localhost GET ')
  })

  it('if an expression matches an IPv6 address', () => {
    const { options } = fromExpress({ origin: /^http:\/\/\[[a-f\d:]+\]$/ })
    const allowed = ['http://[::1]', 'http://[fd00::1]'].map((origin) => policyOf(options!).allowsOrigin(origin))
    expect(allowed).toEqual([true, false])
  })

  it('if the application set its own header', async () => {
    const own = (): Response => new Response('Hello', { headers: { 'access-control-allow-origin': '*' } })
    const request = (): Request => new Request(ERROR, { headers: { origin: 'https://x.test' } })
    const response = await policyOf(fromItty(OPTIONS).options!).wrap(own)(request())
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const { corsify } = ittyCors(OPTIONS)
    expect(corsify(own(), request() as never).headers.get('access-control-allow-origin')).toBe('*')
  })

  it('if a preflight asks for more headers than a page sends', async () => {
    const { options } = fromHono(OPTIONS)
    const names = Array.from({ length: 200 }, (_, at) => `x-${at}`).join(',')
    const headers = { origin: APP, 'access-control-request-method': 'GET', 'access-control-request-headers': names }
    const preflight = new Request(ERROR, { method: 'OPTIONS', headers })
    const answer = await policyOf(options!).preflight(preflight)
    expect(answer?.status).toBe(204)
    expect(answer?.headers.get('access-control-allow-headers') ?? null).toBeNull()
  })
})
