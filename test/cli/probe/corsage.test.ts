import type { IncomingMessage, ServerResponse } from 'node:http'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withCors } from '../../../adapters/node.ts'
import { audit, diff } from '../../../src/audit/index.ts'
import { loadParts } from '../../../src/cli/probe/load-parts.ts'
import { plan, type Report } from '../../../src/cli/probe/probe.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors, type CorsOptions, type CorsPolicy } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { allOptions, listedOptions, RUNS } from '../../portable/support/arbitraries.ts'
import { APP, codesOf, probeServer } from './probe.ts'

const URL_PROBED = new URL('https://api.b.example/me')

type Handler = (request: Request) => Response | Promise<Response>

/** Probes a handler without a network. */
async function probeHandler(handler: Handler, expected: readonly string[]): Promise<Report> {
  const { parts } = await loadParts()
  const settings = { url: URL_PROBED, expected, method: 'GET', secrets: [], maxRequests: 100, token: 'token' }
  const planned = await plan(settings, parts)
  return planned.run(
    async ({ method, url, headers }) => {
      const response = await handler(new Request(url, { method, headers: headers as [string, string][] }))
      const { status, statusText } = response
      return { status, statusText, headers: [...response.headers], body: new Uint8Array(), isCut: true, protocol: 'h2' }
    },
    { rate: Infinity, onProgress: () => {} },
  )
}

/** An origin that a policy allows. */
function allowedBy({ origin }: CorsOptions): string[] {
  if (typeof origin === 'function') return ['https://a.example']
  const [first] = [origin].flat()
  if (first === undefined || first === '*') return []
  return [String(first).replace('//*.', '//app.').replace(':*', ':3000')]
}

/** The rules by which `audit` reports what the probe sees from outside; O-14 is about every predicate. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'tenant-origin': ['O-07', 'O-14'],
  'subdomain-origin': ['O-07', 'O-08', 'O-14'],
  'insecure-origin': ['O-09', 'O-10', 'O-14'],
  'loopback-origin': ['O-11', 'O-14'],
  'private-origin': ['O-12', 'O-14'],
  'app-origin': ['O-19', 'O-14'],
  'proxy-header': ['H-04'],
}

/** What the probe finds dangerous, and `audit` does not. */
async function falseAlarms(policy: CorsPolicy, { findings }: Report): Promise<string[]> {
  const audited = await audit(policy, { csrf: true })
  const known = new Set(audited.map(({ rule }) => rule))
  return findings
    .filter(({ severity }) => !['low', 'info'].includes(severity))
    .filter(({ code }) => !(RULES[code] ?? ['O-14']).some((rule) => known.has(rule)))
    .map(({ code, message }) => `${code}: ${message}`)
}

const answer: Handler = (request) =>
  new URL(request.url).pathname === '/me'
    ? new Response('data', { headers: { 'set-cookie': 'a=b; Secure; HttpOnly; SameSite=None' } })
    : new Response('none', { status: 404 })

/** The ways to mount a policy. */
const WAYS: Readonly<Record<string, (policy: CorsPolicy) => Handler>> = {
  alone: (policy) => policy.wrap(answer),
  'in a table': (policy) => routes({ '/me': policy }).wrap(answer),
  'behind protect()': (policy) => protect(policy, csrf({ self: URL_PROBED.origin })).wrap(answer),
}

describe('a legal policy of Corsage', () => {
  test.each(Object.entries(WAYS))('is not dangerous %s', async (_way, mount) => {
    await fc.assert(
      fc.asyncProperty(allOptions, async (options) => {
        const policy = cors(options)
        const report = await probeHandler(mount(policy), allowedBy(options))
        expect(await falseAlarms(policy, report)).toEqual([])
        expect(report.sent).toBe(report.planned)
        expect(() => cors(report.policy.options)).not.toThrow()
      }),
      { ...RUNS, numRuns: 100 },
    )
  })

  test('is read back, so that nobody gets more or less', async () => {
    await fc.assert(
      fc.asyncProperty(listedOptions, fc.boolean(), async (given, isPublic) => {
        const isOpen = isPublic && !given.credentials
        const options: CorsOptions = { ...given, origin: isOpen ? '*' : [APP] }
        const { policy } = await probeHandler(cors(options).wrap(answer), [APP])
        const { added, removed } = await diff(cors(options), cors(policy.options))
        expect([...added, ...removed].map(({ message }) => message)).toEqual([])
      }),
      { ...RUNS, numRuns: 150 },
    )
  })
})

describe('a policy of Corsage on node:http', () => {
  test.each<[string, CorsOptions, string[]]>([
    ['a list with credentials', { origin: [APP], credentials: true }, []],
    ['any origin', { origin: '*' }, ['info any-origin']],
    ['any origin with any header', { origin: '*', allowHeaders: ['*'] }, ['info any-origin', 'info any-header']],
    ['a long max-age', { origin: [APP], maxAge: 7200 }, ['info max-age-capped']],
    ['the origin null', { origin: [APP], dangerouslyAllowNullOrigin: true }, ['low null-origin']],
    ['an http origin', { origin: [APP, 'http://app.example.com'] }, ['low insecure-origin']],
    ['a wildcard', { origin: ['https://*.example.com'] }, ['info subdomain-origin']],
    [
      'a wildcard with credentials',
      { origin: ['https://*.example.com'], credentials: true },
      ['medium subdomain-origin'],
    ],
    ['enforce', { origin: [APP], credentials: true, enforce: true }, []],
    ['nobody', { origin: [] }, ['low expected-origin-refused']],
  ])('%s', async (_name, options, codes) => {
    const listener = withCors(cors(options), (request: IncomingMessage, response: ServerResponse) => {
      response.statusCode = request.url!.startsWith('/me') ? 200 : 404
      response.end('data')
    })
    const { probed, status, received } = await probeServer(listener)
    expect(codesOf(probed)).toEqual(codes)
    expect(status).toBe(codes.some((code) => code.startsWith('medium')) ? 1 : 0)
    expect(probed.requests).toEqual({ announced: received, sent: received })
  })
})
