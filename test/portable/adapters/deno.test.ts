import { expect, it, vi } from 'vitest'
import { type DenoContext, withCors } from '../../../adapters/deno.ts'
import type { TupleOrigin } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS = { origin: [A] }
const WRONG: { origin: string } = { origin: 'null' }
const ORIGIN = 'Access-Control-Allow-Origin'
const info = { remoteAddr: { hostname: '127.0.0.1' } as never, completed: Promise.resolve() }

it('wraps a handler, which gets the request and info', async () => {
  const handler = vi.fn<(request: Request, info: DenoContext['info']) => Response>(() => new Response('data'))
  const wrapped = withCors(OPTIONS, handler)
  const request = requestFrom(A)

  expect(wrapped(request, info).headers.get(ORIGIN)).toBe(A)
  expect(wrapped(preflightFrom(A), info).status).toBe(204)
  expect(handler.mock.calls).toHaveLength(1)
  expect(handler.mock.calls[0]?.[0]).toBe(request)
  expect(handler.mock.calls[0]?.[1]).toBe(info)
})

it('wraps an object for deno serve, and keeps this and its other members', async () => {
  const onListen = () => {}
  const server = withCors(OPTIONS, {
    greeting: 'hi',
    onListen,
    fetch(this: { greeting: string }, _request: Request) {
      return new Response(this.greeting)
    },
  })
  const response = server.fetch(requestFrom(A))

  expect(server.onListen).toBe(onListen)
  expect(response.headers.get(ORIGIN)).toBe(A)
  await expect(response.text()).resolves.toBe('hi')
})

it('gives predicates the request and info', async () => {
  const origin = vi.fn<(origin: TupleOrigin, context: DenoContext) => boolean>(() => true)
  const request = requestFrom(A)
  withCors({ origin }, (_request: Request, _info: DenoContext['info']) => new Response())(request, info)

  expect(origin.mock.calls[0]?.[1].request).toBe(request)
  expect(origin.mock.calls[0]?.[1].info).toBe(info)
})

it('accepts a policy or options, and refuses invalid options', async () => {
  const wrapped = withCors(syncPolicy(OPTIONS), (_request: Request) => new Response())

  expect(wrapped(requestFrom(A)).headers.get(ORIGIN)).toBe(A)
  expect(() => withCors(WRONG, () => new Response())).toThrow('origin is "null"')
})

it('keeps the members of an object’s class', () => {
  class Server {
    readonly #port = 8080
    get port(): number {
      return this.#port
    }
    onListen(): number {
      return this.#port
    }
    fetch(_request: Request): Response {
      return new Response()
    }
  }
  const server = withCors({ origin: ['https://a.example'] }, new Server())

  expect([server.port, server.onListen()]).toEqual([8080, 8080])
  expect(server.fetch(requestFrom('https://a.example')).headers.get('vary')).toBe('Origin')
})
