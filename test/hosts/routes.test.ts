/** Real routers, and the table of `corsage/routes` in front of them: no path gets the policy of another row. */
import { createRequire } from 'node:module'
import * as fc from 'fast-check'
import express, { type Request as ExpressRequest, type Response as ExpressResponse } from 'express'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { cors, type CorsPolicy } from '../../src/index.ts'
import { routes } from '../../src/routes/index.ts'
import { rawRequest } from '../portable/support/requests.ts'

const open = cors({ origin: '*' })
const some = cors({ origin: ['https://a.example'] })
const strict = cors({ origin: ['https://b.example'], credentials: true })

const POLICIES: Readonly<Record<string, CorsPolicy>> = {
  'GET /doc': open,
  '/doc': some,
  '/users/:id': some,
  '/users/:id/posts/:post': open,
  '/public/a/*': some,
  '/public/*': open,
  '/': open,
  '/*': strict,
}
const table = routes(POLICIES)
const KEYS = Object.keys(POLICIES)
const methodsOf = (key: string) => (key.startsWith('GET ') ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'PUT'])
const pathIn = (key: string) => key.replace('GET ', '')

/** Finds the row whose handler a router would call, or `undefined`. */
type Router = (method: string, path: string) => string | undefined

function createHono(strictly: boolean): Router {
  let found: string | undefined
  const app = new Hono({ strict: strictly })
  for (const key of KEYS)
    app.on(methodsOf(key), pathIn(key), (c) => {
      found = key
      return c.body(null)
    })
  return (method, path) => {
    found = undefined
    // A plain object, because `Request` would clean the path before Hono sees it.
    void app.fetch({ url: `http://api.example.com${path}`, method, headers: new Headers() } as Request)
    return found
  }
}

function createExpress(options: express.RouterOptions): Router {
  let found: string | undefined
  const router = express.Router(options)
  for (const key of KEYS)
    for (const method of methodsOf(key))
      router[method.toLowerCase() as 'get' | 'put'](pathIn(key).replace('*', '*splat'), () => {
        found = key
      })
  return (method, path) => {
    found = undefined
    router({ method, url: path, originalUrl: path } as ExpressRequest, {} as ExpressResponse, () => {})
    return found
  }
}

interface FindMyWay {
  on(method: string, path: string, handler: () => void, store: string): void
  find(method: string, path: string): { readonly store: string } | null
}

/** The router of Fastify. */
function createFastify(options: object): Router {
  const create = createRequire(createRequire(import.meta.url).resolve('fastify'))('find-my-way') as (
    options: object,
  ) => FindMyWay
  const router = create(options)
  // It has one handler for a method and a path, so the first row wins here too.
  const seen = new Set<string>()
  for (const key of KEYS)
    for (const method of methodsOf(key)) {
      if (seen.has(`${method} ${pathIn(key)}`)) continue
      seen.add(`${method} ${pathIn(key)}`)
      router.on(method, pathIn(key), () => {}, key)
    }
  return (method, path) => {
    try {
      return router.find(method, path)?.store
    } catch {
      // It does not take the path at all.
      return undefined
    }
  }
}

interface Pattern {
  test(input: { readonly pathname: string }): boolean
}

/** The standard's `URLPattern`, row by row, for a path as it is, or as the URL Standard cleans it. */
function createUrlPatterns(clean: boolean, ignoreCase: boolean): Router {
  const { URLPattern } = globalThis as unknown as {
    URLPattern: new (init: { readonly pathname: string }, options: object) => Pattern
  }
  const patterns = KEYS.map((key) => [key, new URLPattern({ pathname: pathIn(key) }, { ignoreCase })] as const)
  return (method, path) => {
    const pathname = clean ? new URL(`http://api.example.com${path}`).pathname : path.split(/[?#]/)[0]!
    return patterns.find(([key, pattern]) => methodsOf(key).includes(method) && pattern.test({ pathname }))?.[0]
  }
}

const ROUTERS: readonly (readonly [name: string, router: Router])[] = [
  ['Hono', createHono(true)],
  ['Hono, not strict', createHono(false)],
  ['Express', createExpress({})],
  ['Express, strict and case-sensitive', createExpress({ strict: true, caseSensitive: true })],
  ['Fastify', createFastify({})],
  [
    'Fastify, lenient',
    createFastify({
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      useSemicolonDelimiter: true,
    }),
  ],
  ['URLPattern', createUrlPatterns(false, false)],
  ['URLPattern, after the URL Standard', createUrlPatterns(true, false)],
  ['URLPattern that ignores the case', createUrlPatterns(true, true)],
]

const PARTS = [
  ...[
    'doc',
    'Doc',
    'users',
    '7',
    'posts',
    'public',
    'PUBLIC',
    'a',
    'b',
    '..',
    '.',
    '...',
    '',
    ' ',
    'é',
    '\u{FF44}oc',
    '~',
    ':id',
    '*',
  ],
  ...[
    '%64oc',
    '%44oc',
    '%2e%2e',
    '%2E.',
    '..%2f',
    '..%2fdoc',
    '..%5cdoc',
    '%252e%252e',
    '%2f',
    '%5c',
    '%00',
    '%70ublic',
    '%7',
    '%zz',
  ],
  ...[
    '..;',
    ';x',
    'doc;v=1',
    'doc.',
    'doc+',
    'a+b',
    'doc%20',
    '..\\doc',
    '%2e%2e%2fusers',
    '%c0%af',
    '?',
    '#',
    'doc?a',
    '%3f',
    '%23',
    '..%00',
    'public%2fa',
  ],
]
const path = fc
  .array(fc.tuple(fc.constantFrom('/', '/', '/', '/', '//', '\\', ''), fc.constantFrom(...PARTS)), { maxLength: 5 })
  .map((parts) => `/${parts.flat().join('')}`.replace(/^\/(?=\/)/, ''))

describe('the table of corsage/routes', () => {
  it.each(ROUTERS)('gives no path another policy than the row that %s takes', (_name, router) => {
    let agreed = 0
    fc.assert(
      fc.property(path, fc.constantFrom('GET', 'HEAD', 'PUT'), (asked, method) => {
        const row = router(method, asked)
        if (row === undefined) return true
        const { policy, isUncertain } = table.find(rawRequest(method, {}, `http://api.example.com${asked}`))
        const agrees = policy === POLICIES[row]
        if (agrees) agreed++
        return agrees || isUncertain
      }),
      { seed: 0x636f7273, numRuns: Number(process.env['CORSAGE_ODD_PATHS'] ?? 12_000) },
    )
    // Most paths are odd, so that the table often has to refuse.
    expect(agreed).toBeGreaterThan(500)
  })

  it.each(ROUTERS)('agrees with %s on plain paths', (_name, router) => {
    const plain = [
      '/doc',
      '/users/7',
      '/users/7/posts/8',
      '/public/b',
      '/public/b/c',
      '/public/a/b',
      '/',
      '/other',
      '/a/b/c',
    ]
    for (const method of ['GET', 'HEAD', 'PUT'])
      for (const asked of plain)
        expect([method, asked, table.find(rawRequest(method, {}, `http://api.example.com${asked}`)).key]).toEqual([
          method,
          asked,
          router(method, asked),
        ])
  })
})
