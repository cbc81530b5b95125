import { describe, expect, it } from 'vitest'
import { fromDjango } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import configurations from '../../data/django/configurations.json' with { type: 'json' }
import observed from '../../data/django/readable.json' with { type: 'json' }
import { rawRequest } from '../support/requests.ts'

type Settings = { readonly [name: string]: unknown }

const REQUESTS = observed.requests as readonly (readonly [path: string, origin: string])[]
/** For each request, whether the real django-cors-headers lets the origin read: with credentials, without, or not. */
const READABLE: { readonly [name: string]: string } = observed.readable

const ROWS = Object.entries(configurations as { readonly [name: string]: { readonly settings: Settings } })

/** Origins that Django does not take for what they are, or that a signal allows, so that the policy refuses more. */
const NARROWER: { readonly [name: string]: readonly string[] } = {
  'null-listed': [],
}

/** What a browser lets the page of an origin read. */
function readable(headers: Headers, origin: string): string {
  const allowed = headers.get('access-control-allow-origin')
  if (allowed === '*') return 'r'
  if (allowed !== origin) return '-'
  return headers.get('access-control-allow-credentials') === 'true' ? 'c' : 'r'
}

describe('the policy of a configuration', () => {
  it.each(ROWS)('%s lets no origin read more than Django', async (name, { settings }) => {
    const { options, routes: table } = fromDjango(settings)
    if (!options) return
    const policy = table ? routes(table) : cors(options)
    const wrapped = policy.wrap(() => new Response('Hello'))
    const wider: unknown[] = []
    const narrower: unknown[] = []
    for (const [at, [path, origin]] of REQUESTS.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      const { headers } = await wrapped(rawRequest('GET', { origin }, `https://api.example.com${path}`))
      const ours = readable(headers, origin)
      const theirs = READABLE[name]?.[at]
      if (ours === theirs) continue
      if (theirs === '-' || (theirs === 'r' && ours === 'c')) wider.push([path, origin, ours])
      else narrower.push([path, origin])
    }
    expect(wider).toEqual([])
    console.log(name, JSON.stringify(narrower), NARROWER)
  })
})
