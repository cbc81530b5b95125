import { Hono } from 'hono'
import { describe, expect, it, vi } from 'vitest'
import { withCors } from '../../../adapters/cloudflare.ts'
import { cors, type HonoContext, type HonoOptions } from '../../../adapters/hono.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { type Layer, parseOrigins } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'
import { SELF } from '../support/writes.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const EVIL = 'https://evil.example'
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

type Env = { Bindings: { readonly ORIGINS: string; readonly LIST: readonly string[]; readonly DATA: object } }
type Make = (given: { readonly env: Env['Bindings'] }) => HonoOptions<HonoContext<Env>> | Layer

/** An app whose errors are answered with their messages. */
function appOf(make: Make): (request: Request, env?: object) => Promise<Response> {
  const app = new Hono<Env>()
  app.onError((error, context) => context.text(error.message, 500))
  app.use(cors<Env>(make))
  app.get('/items', (context) => context.text('data'))
  return async (request, env) => await app.request(request, {}, env)
}

async function allowedBy(answer: Response | Promise<Response>): Promise<string | null> {
  return (await answer).headers.get('access-control-allow-origin')
}

describe('options that a function makes from env', () => {
  it('are the policy of the app', async () => {
    const send = appOf(({ env }) => ({ origin: parseOrigins(env.ORIGINS), allowMethods: ['PUT'] }))
    const env = { ORIGINS: `${A}, ${B}` }

    expect(corsHeaders(await send(requestFrom(A), env))).toEqual(SHARED)
    expect(await allowedBy(send(requestFrom(B), env))).toBe(B)
    expect(corsHeaders(await send(requestFrom(EVIL), env))).toEqual({ vary: 'Origin' })
    expect(corsHeaders(await send(preflightFrom(A, 'PUT'), env))).toMatchObject({
      'access-control-allow-methods': 'PUT',
    })
  })

  it('may be written with a parameter of any name, as `c => c.env`', async () => {
    expect(await allowedBy(appOf((c) => ({ origin: c.env.ORIGINS }))(requestFrom(A), { ORIGINS: A }))).toBe(A)
  })

  it.each([
    ['one env for all requests', (env: object) => env],
    ['a new env for each request', (env: object) => ({ ...env, incoming: {} })],
    ['an env that is read by getters', (env: object) => Object.create(env) as object],
  ])('are made once, with %s', async (_name, envOf) => {
    const make = vi.fn<(c: { readonly env: Env['Bindings'] }) => { origin: string[] }>(({ env }) => ({
      origin: [...env.LIST, ...parseOrigins(env.ORIGINS)],
    }))
    const send = appOf(make)
    const answers: (string | null)[] = []
    for (const origin of [A, B, EVIL, A])
      // One after the other, as the calls are counted.
      // oxlint-disable-next-line no-await-in-loop
      answers.push(await allowedBy(send(requestFrom(origin), envOf({ ORIGINS: A, LIST: [B] }))))

    expect(answers).toEqual([A, B, null, A])
    expect(make).toHaveBeenCalledOnce()
  })

  it('are made again when a value that was read changes, and only then', async () => {
    const make = vi.fn<(c: { readonly env: Env['Bindings'] }) => { origin: string }>(({ env }) => ({
      origin: env.ORIGINS,
    }))
    const send = appOf(make)
    const env = { ORIGINS: A, OTHER: 1 }

    expect(await allowedBy(send(requestFrom(A), env))).toBe(A)
    env.OTHER = 2
    expect(await allowedBy(send(requestFrom(A), env))).toBe(A)
    expect(make).toHaveBeenCalledOnce()
    env.ORIGINS = B
    expect(await allowedBy(send(requestFrom(A), env))).toBeNull()
    expect(await allowedBy(send(requestFrom(B), env))).toBe(B)
    expect(make).toHaveBeenCalledTimes(2)
  })

  it('follow a list that changes in place', async () => {
    const send = appOf(({ env }) => ({ origin: env.LIST }))
    const LIST = [A]

    expect(await allowedBy(send(requestFrom(A), { LIST }))).toBe(A)
    LIST[0] = B
    expect(await allowedBy(send(requestFrom(A), { LIST }))).toBeNull()
  })

  it('are made again for a value that was missing', async () => {
    const send = appOf(({ env }) => ({ origin: env.ORIGINS ?? [] }))

    expect(await allowedBy(send(requestFrom(A)))).toBeNull()
    expect(await allowedBy(send(requestFrom(A), { ORIGINS: A }))).toBe(A)
  })

  it('may be a guard, or both', async () => {
    const send = appOf(({ env }) => protect(syncPolicy({ origin: env.ORIGINS }), csrf({ self: SELF })))

    expect((await send(requestFrom(EVIL, 'POST'), { ORIGINS: A })).status).toBe(403)
    expect(await allowedBy(send(requestFrom(A), { ORIGINS: A }))).toBe(A)
  })

  it('may have a predicate, which reads env from the context', async () => {
    const send = appOf(() => ({ origin: ({ serialized }, c) => c.env.ORIGINS === serialized }))

    expect(await allowedBy(send(requestFrom(A), { ORIGINS: A }))).toBe(A)
    expect(await allowedBy(send(requestFrom(A), { ORIGINS: B }))).toBeNull()
  })
})

describe('a function that fails', () => {
  it.each<[string, Make, RegExp]>([
    ['throws', ({ env }) => ({ origin: env.ORIGINS.split(',') }), /undefined/],
    ['makes refused options', () => ({ origin: '*', credentials: true }), /#any-origin-credentials/],
    ['makes no options', (() => undefined) as never, /origin is missing/],
    ['is a predicate', (({ host }: { readonly host: string }) => host === 'a.example') as never, /origin is missing/],
    ['makes a promise', (async () => ({ origin: A })) as never, /origin is missing/],
    [
      'reads an object, which may belong to one request',
      ({ env }) => ({ origin: JSON.stringify(env.DATA) }),
      /^env\.DATA is an Object, expected a string, number, boolean or list, read at once: only a predicate /,
    ],
    ['reads the request', ((c: { readonly req: Request }) => ({ origin: c.req.url })) as never, /undefined/],
  ])('and %s is an error of the app, without CORS headers', async (_name, make, message) => {
    const send = appOf(make)
    const env = { DATA: {} }
    for (const request of [requestFrom(A), preflightFrom(A), requestFrom(null)]) {
      // One after the other, because the second finds the error of the first.
      // oxlint-disable-next-line no-await-in-loop
      const response = await send(request, env)
      expect([response.status, corsHeaders(response)]).toEqual([500, {}])
      // oxlint-disable-next-line no-await-in-loop
      expect(await response.text()).toMatch(message)
    }
  })

  it('is not called for each request, but again for another value', async () => {
    const make = vi.fn<(c: { readonly env: Env['Bindings'] }) => { origin: string }>(({ env }) => ({
      origin: env.ORIGINS,
    }))
    const send = appOf(make)

    expect((await send(requestFrom(A), { ORIGINS: 'a.example' })).status).toBe(500)
    expect((await send(requestFrom(A), { ORIGINS: 'a.example' })).status).toBe(500)
    expect(make).toHaveBeenCalledOnce()
    expect(await allowedBy(send(requestFrom(A), { ORIGINS: A }))).toBe(A)
  })

  it('and reads env later refuses', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const send = appOf(({ env }) => ({ origin: ({ serialized }) => env.ORIGINS === serialized }))

    expect(await allowedBy(send(requestFrom(A), { ORIGINS: A }))).toBeNull()
    expect(String(report.mock.calls[0]?.[0])).toContain(
      `env.ORIGINS is "${A}", expected a string, number, boolean or list, read at once: `,
    )
    report.mockRestore()
  })
})

it('works in front of the app too, with a policy of the host outside', async () => {
  const app = new Hono<Env>().get('/items', (context) => context.text('data'))
  const worker = withCors({ origin: ({ serialized }, { env }) => env.ORIGINS === serialized }, app)

  expect(await allowedBy(worker.fetch(requestFrom(A), { ORIGINS: A, LIST: [], DATA: {} }))).toBe(A)
})
