import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explain, type Question } from '../../../src/explain/index.ts'
import { cors } from '../../../src/index.ts'
import { describeContract, type Exchange, lines, readText } from '../support/contract.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, describeRows } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { type Running, startUpstream } from '../support/upstream.ts'
import { createApp } from './app.ts'
import { APP, EVIL } from './origins.ts'
import { rows } from './rows.ts'
import { startDevelopment, startNext } from './start.ts'

/** The names that Next.js adds to `Vary`, in a line of its own or before others. */
const NEXT_VARY = /^rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch(, )?/

/** Joins the lines of `Vary`, without the names of Next.js. */
function withoutNextVary(exchange: Exchange): Exchange {
  const vary = lines(exchange, 'vary').join(', ').replace(NEXT_VARY, '')
  const others = exchange.headers.filter(([name]) => name.toLowerCase() !== 'vary')
  return { ...exchange, headers: vary ? [...others, ['vary', vary]] : others }
}

/** Tests in production and in development. */
function describeBoth(server: () => Running): void {
  const send = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Exchange> =>
    sendTo(server().origin)({ method, path, headers: { Origin: APP, ...headers } })

  it.each([
    ['redirect', 'GET', 307, '/api/hello?a=1;b'],
    // A form, which must not be sent to the next address.
    ['redirect', 'POST', 303, '/api/hello?a=1;b'],
    ['permanentRedirect', 'GET', 308, 'https://other.example/'],
    ['notFound', 'GET', 404, undefined],
  ])('answers %s() to a %s with its status, address and cookies', async (name, method, status, location) => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const exchange = await send(method, `/thrown/${name}`, method === 'POST' ? form : {})
    expect(exchange.status).toBe(status)
    expect(lines(exchange, 'location')).toEqual(location === undefined ? [] : [location])
    expect(lines(exchange, 'set-cookie')).toEqual(['seen=yes; Path=/'])
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([APP])
  })

  it('says which methods a route has, in place of 405 of Next.js', async () => {
    expect(lines(await send('POST', '/exhaustive'), 'allow')).toEqual(['GET, HEAD, OPTIONS'])
  })

  it('keeps what Next.js adds to an answer of a route: cookies(), draftMode(), after()', async () => {
    const countOf = async () => Number(await readText((await send('GET', '/added')).body))
    const before = await countOf()
    const exchange = await send('POST', '/added')
    expect([exchange.status, await readText(exchange.body)]).toEqual([200, 'Done'])
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([APP])
    const cookies = lines(exchange, 'set-cookie').map((line) => line.split('=')[0])
    expect(cookies).toEqual(['seen', '__prerender_bypass'])
    await expect.poll(countOf).toBe(before + 1)
  })

  it('sends a NextResponse with its status, its text and each of its cookies', async () => {
    const exchange = await send('GET', '/made')
    expect([exchange.status, exchange.statusText, await readText(exchange.body)]).toEqual([201, 'Made', 'Data'])
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1; Path=/', 'b=2; Path=/'])
    expect([lines(exchange, 'x-id'), lines(exchange, 'access-control-allow-origin')]).toEqual([['1'], [APP]])
  })

  it('removes foreign headers in an API route of the Pages Router, and hides cookies from it', async () => {
    const exchange = await send('GET', '/api/raw/7')
    expect(lines(exchange, 'access-control-allow-credentials')).toEqual([])
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1', 'b=2'])
    const cookieless = await send('GET', '/api/cookieless', { Cookie: 'a=1' })
    expect(await readText(cookieless.body)).toBe('[{},null]')
  })

  it.each([
    ['/api/raw/7', 400, []],
    // Without the parser
    ['/api/unparsed', 200, [APP]],
    // Behind middleware
    ['/api/behind', 400, [APP]],
  ])('cannot answer for Next.js, which parses the body for an API route first: %s', async (path, status, allowed) => {
    const headers = { Origin: APP, 'Content-Type': 'application/json' }
    const exchange = await sendTo(server().origin)({ method: 'PUT', path, headers, body: '{' })
    expect(exchange.status).toBe(status)
    expect(lines(exchange, 'access-control-allow-origin')).toEqual(allowed)
  })

  describe('a route that sets CORS headers itself', () => {
    const policy = cors({ origin: [APP] })
    const ask = async (page: string, path: string): Promise<string[]> => {
      const network: Question['network'] = async ({ url, method, headers }) => fetch(url, { method, headers })
      const { warnings } = await explain({ policy, network, page, url: `${server().origin}${path}`, probe: false })
      return warnings.filter(({ code }) => code === 'policy-not-in-effect').map(({ sentence }) => sentence)
    }
    const owner =
      'It likely comes from a route of Next.js that sets CORS headers itself behind `corsMiddleware`, or from ' +
      '`headers()` in `next.config`: remove these headers there, and let the route export `corsRoute`.'

    it.each([
      ['/legacy/own', APP, 'an extra `Access-Control-Allow-Credentials: true`'],
      ['/legacy/own', EVIL, 'an extra `Access-Control-Allow-Origin: *`'],
      ['/configured', APP, '`Access-Control-Allow-Origin: *` in place of'],
      ['/configured', EVIL, 'an extra `Access-Control-Allow-Origin: *`'],
    ])('is named by explain: %s from %s', async (path, page, difference) => {
      const [sentence, ...others] = await ask(page, path)
      expect(others).toEqual([])
      expect(sentence).toContain(difference)
      expect(sentence).toContain(owner)
    })

    it.each([APP, EVIL])('is named by explain, also without a sign of Next.js: /api/behind from %s', async (page) => {
      expect((await ask(page, '/api/behind')).join()).toMatch(/a route behind middleware that adds `\*`/)
    })

    it('is named by explain as a second layer in the edge runtime, where Next.js sends both headers', async () => {
      expect((await ask(APP, '/edge/configured')).join()).toMatch(/`Access-Control-Allow-Origin: \*, .* two layers/)
    })

    it.each(['/legacy/hello', '/api/hello', '/edge/7', '/api/raw/7'])('is not confused with %s', async (path) => {
      expect(await Promise.all([ask(APP, path), ask(EVIL, path)])).toEqual([[], []])
    })

    it('is not confused with a page whose Vary Next.js replaces', async () => {
      expect((await ask(APP, '/legacy/static')).join()).toContain('It likely comes from Next.js, which replaces the')
    })
  })
}

describeProject('Next.js', createApp, startNext, rows, (server, path) => {
  describeBoth(server)

  describe('in a route', () => {
    let upstream: Running | undefined
    beforeAll(async () => {
      upstream = await startUpstream()
    })
    afterAll(() => upstream?.stop())
    describeContract(['next'], () => ({
      origin: server().origin,
      upstream: upstream!.origin,
      send: async (sent) => withoutNextVary(await sendTo(server().origin)(sent)),
    }))
  })

  const send = async (page: string): Promise<Exchange> =>
    sendTo(server().origin)({ method: 'GET', path: page, headers: { Origin: APP } })

  // What the page says about `corsMiddleware`: only the first may be stored by a shared cache.
  it.each([
    ['/legacy/static', 200, /^s-maxage=/],
    ['/legacy/private', 200, /^private$/],
    ['/legacy/dynamic', 200, /\bprivate\b.*\bno-store\b/],
    ['/legacy/missing', 404, /\bprivate\b.*\bno-store\b/],
  ])('replaces Vary on pages of the App Router: %s', async (page, status, caching) => {
    const exchange = await send(page)
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([status, [APP]])
    expect(lines(exchange, 'vary').join()).not.toMatch(/origin/i)
    expect(lines(exchange, 'cache-control').join()).toMatch(caching)
  })

  it('caches a route with `revalidate` only if `dynamic` hides the request from the policy', async () => {
    const read = async (page: string) => readText((await send(page)).body)
    expect(await read('/static/revalidated')).toBe(await read('/static/revalidated'))
    expect(await read('/revalidated')).not.toBe(await read('/revalidated'))
  })

  describe('behind corsage/node, in a custom server', () => {
    let custom: Running | undefined
    beforeAll(async () => {
      custom = await startRuntime('node', ['server.mjs'], { NODE_ENV: 'production' }, path())
    })
    afterAll(() => custom?.stop())
    describeRows(
      () => custom!,
      ['/legacy/static', '/legacy/dynamic', '/legacy/old-static', '/legacy/old-dynamic', '/legacy/own'].flatMap(
        (page) => [
          [`GET ${page}`, APP, 200, APP],
          [`GET ${page}`, EVIL, 200, undefined],
        ],
      ),
    )
    describeRows(
      () => custom!,
      [
        ['GET /missing', APP, 404, APP],
        ['GET /api/hello', APP, 200, APP, '{"hello":"world"}'],
        ['GET /api/legacy', APP, 200, APP, '"Hello"'],
        ['GET /api/hello/', APP, 308, APP],
        ['PREFLIGHT /api/hello/', APP, 204, APP, ''],
        ['PUT /api/hello', APP, 405, APP],
        ['GET /legacy/hello', EVIL, 200, undefined, 'Hello'],
        ['PREFLIGHT /forgotten', APP, 204, APP, ''],
        ['GET /thrown/redirect', APP, 307, APP, ''],
        ['GET /configured', EVIL, 200, undefined, 'Hello'],
      ],
    )
  })

  describe('in development', () => {
    let development: Running | undefined
    beforeAll(async () => {
      development = await startDevelopment(path())
    })
    afterAll(() => development?.stop())
    describeRows(() => development!, rows)
    describeBoth(() => development!)
  })
})
