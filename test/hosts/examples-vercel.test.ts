import { beforeAll, expect, it } from 'vitest'
import { expectBuild } from './support/build.ts'
import { type Edge, loadEdge } from './support/edge.ts'

type Handler = (request: Request, context: unknown) => Response | Promise<Response>
type Exports = Readonly<Record<'time' | 'GET' | 'PUT' | 'OPTIONS' | 'proxy', Handler>>

const app = 'https://app.example.com'
const context = { params: Promise.resolve({ id: '7' }) }

let edge: Edge<Exports>
beforeAll(async () => {
  expectBuild()
  const contents = `
    export { default as time } from './api/time.ts'
    export { GET, PUT, OPTIONS } from './app/api/users/[id]/route.ts'
    export { proxy } from './proxy.ts'
  `
  edge = await loadEdge({ stdin: { contents, resolveDir: 'examples/vercel' } })
})

function call(name: keyof Exports, origin: string, init: RequestInit = {}): Response | Promise<Response> {
  const request = edge.request('https://api.example.com/', { ...init, headers: { ...init.headers, Origin: origin } })
  return edge.exports[name](request, context)
}

it.each<[keyof Exports, RequestInit | undefined, body: RegExp]>([
  ['time', undefined, /^{"now":"20/],
  ['GET', undefined, /^{"id":"7"}$/],
  ['PUT', { method: 'PUT', body: '{"name":"Ada"}' }, /^{"name":"Ada","id":"7"}$/],
  ['proxy', undefined, /^$/],
])('%s lets only listed pages read the response', async (name, init, body) => {
  const [shared, refused] = await Promise.all([call(name, app, init), call(name, 'https://evil.example', init)])
  expect(await shared.text()).toMatch(body)
  expect(shared.headers.get('Access-Control-Allow-Origin')).toBe(app)
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull()
})

it.each<keyof Exports>(['time', 'OPTIONS', 'proxy'])('%s answers preflights', async (name) => {
  const response = await call(name, app, { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'PUT' } })
  expect(response.status).toBe(204)
  expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT')
})

it('proxy passes requests on to the route', async () => {
  expect((await call('proxy', app)).headers.get('x-middleware-next')).toBe('1')
})
