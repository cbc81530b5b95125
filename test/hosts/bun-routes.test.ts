import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRuntime } from './support/process.ts'
import type { Running } from './support/upstream.ts'

type Answer = { readonly status: number; readonly headers: Headers; readonly body: string }

const servers: Running[] = []
beforeAll(async () => {
  const start = (before: string) => startRuntime('bun', ['run', 'test/hosts/on-bun/routes.ts', before])
  servers.push(...(await Promise.all([start('policy'), start('nothing')])))
})
afterAll(() => Promise.all(servers.map((server) => server.stop())))

const app = { Origin: 'https://app.example.com' }
const evil = { Origin: 'https://evil.example' }
const preflight = { ...app, 'Access-Control-Request-Method': 'PUT' }

/** The responses of two servers: one with a policy in front of its routes, and one without. */
async function send(method: string, path: string, sent: Readonly<Record<string, string>>): Promise<[Answer, Answer]> {
  const [shared, plain] = await Promise.all(
    servers.map(async ({ origin }) => {
      const response = await fetch(`${origin}${path}`, { method, redirect: 'manual', headers: sent })
      return { status: response.status, headers: response.headers, body: await response.text() }
    }),
  )
  if (!shared || !plain) throw new Error('The servers are not up')
  return [shared, plain]
}

/** The headers that have nothing to do with CORS and are the same each time. */
function others(headers: Headers, ...except: string[]): string[] {
  return [...headers]
    .filter(([name]) => !/^(access-control-.*|vary|date)$/.test(name) && !except.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
}

/** Each path, with the headers that Bun adds only to routes that are not functions, one of them only to HEAD. */
describe.each<[path: string, ...lost: string[]]>([
  ['/function/7'],
  ['/methods', 'etag'],
  ['/own-options', 'etag', 'content-type'],
  ['/static', 'etag', 'content-type'],
  ['/redirect'],
  ['/file', 'last-modified'],
  ['/file-response', 'last-modified'],
  ['/file-missing'],
  ['/off'],
  ['/cookies'],
  ['/this'],
  ['/throw'],
  ['/missing'],
])('%s', (path, ...lost) => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])('answers %s as it does without a policy', async (method) => {
    const [shared, plain] = await send(method, path, app)
    expect([shared.status, shared.body]).toEqual([plain.status, plain.body])
    expect(others(shared.headers, ...lost)).toEqual(others(plain.headers, ...lost))
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])(
    'lets only allowed origins read the response to %s',
    async (method) => {
      const [[shared], [refused]] = await Promise.all([send(method, path, app), send(method, path, evil)])
      expect(shared.headers.get('Access-Control-Allow-Origin')).toBe(app.Origin)
      expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect([shared, refused].map(({ headers }) => headers.get('Vary'))).toEqual(['Origin', 'Origin'])
    },
  )

  it('answers preflights before the route', async () => {
    const [{ status, headers, body }] = await send('OPTIONS', path, preflight)
    expect([status, body]).toEqual([204, ''])
    expect(headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT')
    expect(others(headers)).toEqual([])
  })
})

describe('intended differences', () => {
  it('preflights are answered by the policy, not by an HTML bundle for all paths', async () => {
    const [shared, plain] = await send('OPTIONS', '/app/data', preflight)
    expect(plain.body).toContain('<title>')
    expect([shared.status, shared.headers.get('Access-Control-Allow-Origin')]).toEqual([204, app.Origin])
  })

  it('a thrown response is the answer, not an error', async () => {
    const [shared, plain] = await send('GET', '/throw-response', app)
    expect(plain.status).toBe(503)
    expect([shared.status, shared.body, shared.headers.get('Vary')]).toEqual([401, 'No entry', 'Origin'])
  })

  it('a static response with its own CORS header is no longer the same for every origin', async () => {
    const [shared, plain] = await send('GET', '/static', evil)
    expect(plain.headers.get('Access-Control-Allow-Origin')).toBe('https://evil.example')
    expect(shared.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})

describe('unchanged', () => {
  it('a range of a file', async () => {
    const [shared, plain] = await send('GET', '/file', { ...app, Range: 'bytes=2-4' })
    expect([shared.status, shared.body]).toEqual([206, '234'])
    expect([plain.status, plain.body]).toEqual([206, '234'])
  })

  it('an HTML bundle', async () => {
    const [shared, plain] = await send('GET', '/app/start', app)
    expect(shared.body).toContain('<title>')
    expect(others(shared.headers)).toEqual(others(plain.headers))
  })
})

describe.each(['cookieless', 'cookies-read'])('a cookieless route (%s)', (before) => {
  const headers = { ...evil, Cookie: 'session=1; theme=dark' }
  let server: Running
  beforeAll(async () => void (server = await startRuntime('bun', ['run', 'test/hosts/on-bun/routes.ts', before])))
  afterAll(() => server.stop())

  it('gets the original request without cookies, and Bun deletes none in the browser', async () => {
    const response = await fetch(`${server.origin}/who/7`, { headers })
    await expect(response.json()).resolves.toEqual(['7', [], '127.0.0.1'])
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('lets the server of `fetch` know the address of a request that was copied', async () => {
    const response = await fetch(`${server.origin}/missing`, { headers })
    expect([response.headers.get('X-Address'), await response.text()]).toEqual(['127.0.0.1', 'fetch GET true'])
  })

  it('gets no cookies in a clone', async () => {
    await expect((await fetch(`${server.origin}/clone`, { headers })).json()).resolves.toEqual([])
  })

  it('can still set cookies', async () => {
    const response = await fetch(`${server.origin}/cookies`, { headers })
    expect(response.headers.getSetCookie()).toEqual(['session=a; Path=/; SameSite=Lax'])
  })
})
