import { describe, expect, it } from 'vitest'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { fromDjango } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import configurations from '../../data/django/configurations.json' with { type: 'json' }
import observed from '../../data/django/readable.json' with { type: 'json' }
import { rawRequest } from '../support/requests.ts'

interface Configuration {
  readonly settings: { readonly [name: string]: unknown }
  readonly policy?: object
}

/** Paths and origins. The rest of what was sent, such as `https://app.example.com/`, comes from no browser. */
const REQUESTS = observed.requests.flatMap(([path = '', origin = ''], at) =>
  origin === 'null' || parseOrigin(origin) ? [{ path, origin, at }] : [],
)

/** For each request, what the real django-cors-headers lets a page read: `c` with credentials, `r` without, or `-`. */
const READABLE: { readonly [name: string]: string } = observed.readable

const ROWS = Object.entries(configurations as { readonly [name: string]: Configuration }).filter(
  ([, { policy }]) => policy,
)

/** The requests that a policy answers differently: what Django lets a page read, and what the policy does. */
const DIFFERENCES: { readonly [name: string]: readonly string[] } = {
  // A listener allows these, and stays to be written by hand.
  'signal-api-to-everyone': [
    '/api/hello/ https://other.test: r, now -',
    '/api/hello/ https://tenant.example.com: r, now -',
  ],
  'signal-readme-model': [
    '/hello/ https://tenant.example.com: r, now -',
    '/api/hello/ https://tenant.example.com: r, now -',
  ],
  // The policy is in front of the middleware that redirects.
  'ssl-redirect-before': ['/hello/ https://app.example.com: -, now r', '/api/hello/ https://app.example.com: -, now r'],
}

/** What a browser lets the page of an origin read. */
function readable(headers: Headers, origin: string): string {
  const allowed = headers.get('access-control-allow-origin')
  if (allowed !== '*' && allowed !== origin) return '-'
  return headers.get('access-control-allow-credentials') === 'true' ? 'c' : 'r'
}

describe('the policy of a configuration', () => {
  it('is compared for most of them', () => {
    expect(ROWS.length).toBeGreaterThan(30)
    expect(REQUESTS.length).toBeGreaterThan(20)
  })

  it.each(ROWS)('%s lets the same pages read as Django', async (name, { settings }) => {
    const { options, routes: table } = fromDjango(settings)
    const wrapped = (table ? routes(table) : cors(options!)).wrap(() => new Response('Hello'))
    const found = await Promise.all(
      REQUESTS.map(async ({ path, origin, at }) => {
        const { headers } = await wrapped(rawRequest('GET', { origin }, `https://api.example.com${path}`))
        return { what: `${path} ${origin}`, theirs: READABLE[name]?.[at], ours: readable(headers, origin) }
      }),
    )
    const different = found.filter(({ theirs, ours }) => theirs !== ours)
    expect(different.map(({ what, theirs, ours }) => `${what}: ${theirs}, now ${ours}`)).toEqual(
      DIFFERENCES[name] ?? [],
    )
  })
})
