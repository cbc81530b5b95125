import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { describeContract, fromResponse } from './support/contract.ts'
import { type Edge, loadEdge } from './support/edge.ts'
import { type Running, startUpstream } from './support/upstream.ts'
import type * as App from './vercel-app.ts'

const origin = 'https://api.example.com'
const app = { Origin: 'https://app.example.com' }
const waitUntil = vi.fn<(promise: Promise<unknown>) => void>()

let edge: Edge<typeof App>
let hosted: typeof App
let upstream: Running

beforeAll(async () => {
  upstream = await startUpstream()
  edge = await loadEdge({ entryPoints: ['test/hosts/vercel-app.ts'] })
  hosted = edge.exports
})
afterAll(() => (upstream as Running | undefined)?.stop())

const request = (path: string, init?: RequestInit): Request => edge.request(`${origin}${path}`, init)

describe('an edge function', () => {
  describeContract(['edge'], () => ({
    origin,
    upstream: upstream.origin,
    send: async ({ path, ...init }) => fromResponse(await hosted.handler(request(path, init), { waitUntil })),
  }))
})

describe('a Next.js route', () => {
  const context = { params: Promise.resolve({ id: 'app' }) }

  it('has a handler for every method', () => {
    const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']
    expect(Object.keys(hosted.route).toSorted()).toEqual(methods)
  })

  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://other.example.com', null],
  ])('decides about %s by its parameters', async (sent, allowed) => {
    const response = await hosted.route.GET(request('/users/app', { headers: { Origin: sent } }), context)
    expect(await response.json()).toEqual({ id: 'app' })
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(allowed)
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  it('answers preflights', async () => {
    const headers = { ...app, 'Access-Control-Request-Method': 'DELETE' }
    const response = await call(hosted.route.OPTIONS, request('/users/app', { method: 'OPTIONS', headers }), context)
    expect(response.status).toBe(204)
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, DELETE')
    expect(response.headers.get('Allow')).toBeNull()
  })

  it('answers other OPTIONS requests with its methods, including HEAD', async () => {
    const response = await call(
      hosted.route.OPTIONS,
      request('/users/app', { method: 'OPTIONS', headers: app }),
      context,
    )
    expect(response.status).toBe(204)
    expect(response.headers.get('Allow')).toBe('DELETE, GET, HEAD, OPTIONS, POST')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
  })

  it('leaves OPTIONS requests to its own handler, except preflights', async () => {
    const own = await call(hosted.options.OPTIONS, request('/', { method: 'OPTIONS', headers: app }), context)
    expect(await own.text()).toBe('own options')
    const headers = { ...app, 'Access-Control-Request-Method': 'POST' }
    const preflight = await call(hosted.options.OPTIONS, request('/', { method: 'OPTIONS', headers }), context)
    expect([preflight.status, await preflight.text()]).toEqual([204, ''])
  })

  it.each<[digest: string, status: number, location: string | null]>([
    ['NEXT_REDIRECT;replace;/login;307;', 307, '/login'],
    ['NEXT_HTTP_ERROR_FALLBACK;404', 404, null],
  ])('answers what Next.js would answer: %s', async (digest, status, location) => {
    const { PUT } = hosted.throwing(Object.assign(new Error('Not an error'), { digest }))
    const response = await PUT(request('/users/app', { method: 'PUT', headers: app }), context)
    expect([response.status, response.headers.get('Location')]).toEqual([status, location])
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
  })

  it('rethrows the other signals for Next.js', async () => {
    const signal = Object.assign(new Error('Not an error'), { digest: 'DYNAMIC_SERVER_USAGE' })
    const { PUT } = hosted.throwing(signal)
    await expect(PUT(request('/users/app', { method: 'PUT', headers: app }), context)).rejects.toBe(signal)
  })

  it('lets the page read an error', async () => {
    const response = await call(hosted.route.POST, request('/users/app', { method: 'POST', headers: app }), context)
    expect(response.status).toBe(500)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
  })
})

describe('a Next.js middleware', () => {
  const event = { waitUntil }

  it('answers preflights itself', async () => {
    const headers = { ...app, 'Access-Control-Request-Method': 'PUT' }
    const response = await hosted.proxy(request('/api/users', { method: 'OPTIONS', headers }), event)
    expect(response.status).toBe(204)
    expect(response.headers.get('x-middleware-next')).toBeNull()
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT, DELETE')
  })

  it('passes the request on to the route, with headers for its response', async () => {
    const response = await hosted.proxy(request('/api/users', { headers: app }), event)
    expect(response.headers.get('x-middleware-next')).toBe('1')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
    expect(response.headers.get('Vary')).toBe('Origin')
  })

  it('calls the middleware of the application', async () => {
    waitUntil.mockClear()
    const response = await hosted.chained(request('/api/users', { headers: app }), event)
    expect(response.status).toBe(307)
    expect(response.headers.get('Location')).toBe(`${origin}/login`)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
    expect(waitUntil).toHaveBeenCalledOnce()
  })
})

/** Calls a handler like Next.js does, which always passes the context. */
function call(
  handler: (...args: never[]) => Response | Promise<Response>,
  ...args: unknown[]
): Response | Promise<Response> {
  return handler(...(args as never[]))
}
