import { describe, expect, it, vi } from 'vitest'
import { pagesCors, withCors, type WorkersContext } from '../../../adapters/cloudflare.ts'
import type { TupleOrigin } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS = { origin: [A] }
const WRONG: { origin: string } = { origin: 'null' }
const ORIGIN = 'Access-Control-Allow-Origin'

interface Env {
  readonly ALLOWED: string
}

const env: Env = { ALLOWED: 'a.example' }
const ctx = { waitUntil: () => {} }

/** A predicate that uses the bindings. */
function isBound({ host }: TupleOrigin, context: WorkersContext<Env>): boolean {
  return context.env.ALLOWED === host
}

describe('an object', () => {
  it('answers preflights, decorates, and passes request, env and ctx', async () => {
    const fetch = vi.fn<(request: Request, env: unknown, ctx: unknown) => Response>(() => new Response('data'))
    const worker = withCors(OPTIONS, { fetch })
    const request = requestFrom(A)
    const response = worker.fetch(request, env, ctx)

    expect(response.headers.get(ORIGIN)).toBe(A)
    expect(fetch.mock.calls).toEqual([[request, env, ctx]])
    expect(fetch.mock.calls[0]?.[0]).toBe(request)
    expect(worker.fetch(preflightFrom(A), env, ctx).status).toBe(204)
    expect(fetch).toHaveBeenCalledOnce()
  })

  it('keeps this and its other handlers', async () => {
    const worker = {
      greeting: 'hi',
      fetch(this: { greeting: string }, _request: Request) {
        return new Response(this.greeting)
      },
      scheduled: () => {},
      queue: async () => {},
    }
    const wrapped = withCors(OPTIONS, worker)

    await expect(wrapped.fetch(requestFrom(A)).text()).resolves.toBe('hi')
    expect(wrapped).toMatchObject({ greeting: 'hi', scheduled: worker.scheduled, queue: worker.queue })
    expect(worker.fetch(requestFrom(A)).headers.get(ORIGIN)).toBeNull()
  })

  it('is refused without a fetch handler', () => {
    expect(() => withCors(OPTIONS, {})).toThrow('The app has no fetch()')
    expect(() => withCors(OPTIONS, { scheduled: () => {} } as object)).toThrow(TypeError)
  })

  it('gives predicates the bindings', async () => {
    const worker = withCors({ origin: isBound }, { fetch: (_request: Request, _env: Env) => new Response() })

    expect(worker.fetch(requestFrom(A), env).headers.get(ORIGIN)).toBe(A)
    expect(worker.fetch(requestFrom(A), { ALLOWED: '' }).headers.get(ORIGIN)).toBeNull()
  })
})

it('a function becomes an object with fetch', async () => {
  const worker = withCors(OPTIONS, (_request: Request, bindings: Env) => new Response(bindings.ALLOWED))
  const response = worker.fetch(requestFrom(A), env)

  expect(response.headers.get(ORIGIN)).toBe(A)
  await expect(response.text()).resolves.toBe('a.example')
})

describe('a class', () => {
  /** A class like a `WorkerEntrypoint` or a Durable Object. */
  class Entrypoint {
    static readonly label = 'entry'
    readonly ctx: object
    readonly env: Env
    constructor(context: object, bindings: Env) {
      this.ctx = context
      this.env = bindings
    }
    fetch(_request: Request): Response | Promise<Response> {
      return new Response(this.greet())
    }
    greet(): string {
      return `hi ${this.env.ALLOWED}`
    }
  }

  it('is extended, and keeps its methods and this', async () => {
    const Wrapped = withCors(OPTIONS, Entrypoint)
    const entrypoint = new Wrapped(ctx, env)
    const response = await entrypoint.fetch(requestFrom(A))

    expect(entrypoint).toBeInstanceOf(Entrypoint)
    expect(Wrapped.label).toBe('entry')
    expect(entrypoint.greet()).toBe('hi a.example')
    expect(response.headers.get(ORIGIN)).toBe(A)
    await expect(response.text()).resolves.toBe('hi a.example')
    expect((await entrypoint.fetch(preflightFrom(A))).status).toBe(204)
    expect((await new Entrypoint(ctx, env).fetch(requestFrom(A))).headers.get(ORIGIN)).toBeNull()
  })

  it('gives predicates the request, env and ctx', async () => {
    const origin = vi.fn<(origin: TupleOrigin, context: unknown) => boolean>(() => true)
    const Wrapped = withCors({ origin }, Entrypoint)
    const request = requestFrom(A)
    await new Wrapped(ctx, env).fetch(request)

    expect(origin.mock.calls[0]?.[1]).toEqual({ request, env, ctx })
    expect(origin.mock.calls[0]?.[1]).toHaveProperty('request', request)
  })
})

describe('Pages Functions', () => {
  it('decorate the response of the next handler, and answer preflights before it', async () => {
    const next = vi.fn<() => Promise<Response>>(async () => new Response('data'))
    const onRequest = pagesCors(OPTIONS)

    expect((await onRequest({ request: requestFrom(A), next })).headers.get(ORIGIN)).toBe(A)
    expect((await onRequest({ request: preflightFrom(A), next })).status).toBe(204)
    expect(next).toHaveBeenCalledOnce()
  })

  it.each([
    ['mutable', false],
    ['immutable', true],
  ])('pass on a request without cookies if the policy is cookieless, with %s headers', async (_, isFixed) => {
    // Like the Pages runtime: each function gets a copy, and `next()` continues with the original request.
    let original = requestFrom(A, 'POST', { Cookie: 'a=1', 'X-Id': '7' })
    const request = new Request(original.clone())
    if (isFixed)
      vi.spyOn(request.headers, 'delete').mockImplementation(() => {
        throw new TypeError('Headers are immutable')
      })
    const next = async (given?: Request): Promise<Response> => {
      if (given) original = new Request(given)
      return new Response()
    }
    await pagesCors({ origin: '*', cookieless: true })({ request, next })

    expect([original.headers.get('Cookie'), original.headers.get('X-Id')]).toEqual([null, '7'])
  })

  it('continue with the original request if the policy is not cookieless', async () => {
    const next = vi.fn<(request?: Request) => Promise<Response>>(async () => new Response())
    await pagesCors({ origin: '*' })({ request: requestFrom(A), next })

    expect(next.mock.calls).toEqual([[]])
  })

  it('give predicates the whole context', async () => {
    const origin = vi.fn<(origin: TupleOrigin, context: unknown) => boolean>(() => true)
    const context = { request: requestFrom(A), next: async () => new Response(), env }
    await pagesCors({ origin })(context)

    expect(origin.mock.calls[0]?.[1]).toBe(context)
  })
})

it('accepts a policy or options, and refuses invalid options', async () => {
  const worker = withCors(syncPolicy(OPTIONS), { fetch: (_request: Request) => new Response() })

  expect(worker.fetch(requestFrom(A)).headers.get(ORIGIN)).toBe(A)
  expect(() => withCors(WRONG, { fetch: () => new Response() })).toThrow('origin is "null"')
  expect(() => pagesCors(undefined as never)).toThrow('origin is missing')
})

describe('classes in other shapes', () => {
  const evil = requestFrom('https://evil.example')
  const foreign = (): Response => new Response('field', { headers: { [ORIGIN]: '*' } })

  it.each([
    [
      'as a field',
      class {
        fetch = (_request: Request) => foreign()
      },
    ],
    [
      'as a field that hides an inherited method',
      class extends class {
        fetch(_request: Request): Response {
          return new Response('method')
        }
      } {
        override fetch = (_request: Request) => foreign()
      },
    ],
    [
      'in a base class',
      class extends class {
        fetch(_request: Request): Response {
          return foreign()
        }
      } {},
    ],
  ])('are wrapped if fetch is defined %s', async (_shape, Class) => {
    const instance = new (withCors(OPTIONS, Class))()

    expect(instance).toBeInstanceOf(Class)
    expect(await instance.fetch(requestFrom(A)).text()).toBe('field')
    expect(instance.fetch(evil).headers.get(ORIGIN)).toBeNull()
    expect(instance.fetch(preflightFrom(A)).status).toBe(204)
  })

  it('keep their methods and get no fetch if they have none', () => {
    const Rpc = withCors(
      OPTIONS,
      class {
        add(a: number, b: number): number {
          return a + b
        }
      },
    )

    expect(new Rpc().add(1, 2)).toBe(3)
    expect('fetch' in new Rpc()).toBe(false)
  })

  it('may be passed as an instance, which keeps its methods and private fields', async () => {
    class App {
      readonly #name = 'app'
      fetch(_request: Request): Response {
        return new Response(this.#name)
      }
      scheduled(): string {
        return this.#name
      }
    }
    const worker = withCors(OPTIONS, new App())

    expect(worker.scheduled()).toBe('app')
    expect(await worker.fetch(requestFrom(A)).text()).toBe('app')
    expect(worker.fetch(requestFrom(A)).headers.get(ORIGIN)).toBe(A)
  })
})
