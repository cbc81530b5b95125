import { describe, expect, test } from 'vitest'
import {
  ExportError,
  type ExportedFiles,
  toApiGateway,
  toAzureBlob,
  toEnvoy,
  toGatewayApi,
  toGcs,
  toR2,
  toS3,
} from '../../../src/export/index.ts'
import { type CorsPolicy, cors } from '../../../src/index.ts'
import { MODELS } from '../../portable/support/platform-models.ts'
import { POLICIES, REQUESTS, UPSTREAM } from '../../servers/support/data.ts'

const EXPORTERS: Readonly<Record<string, (policy: CorsPolicy) => ExportedFiles>> = {
  s3: toS3,
  r2: toR2,
  gcs: toGcs,
  'azure-blob': toAzureBlob,
  'api-gateway': toApiGateway,
  envoy: toEnvoy,
  'gateway-api': toGatewayApi,
}

/** The policies of the tests of web servers that each platform takes. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  s3: ['exact', 'star'],
  r2: ['plain', 'star', 'zero', 'schemes', 'names'],
  gcs: [],
  'azure-blob': ['full'],
  'api-gateway': ['exact', 'plain', 'thousand', 'star', 'starfull', 'full', 'zero', 'schemes', 'names'],
  envoy: [
    'exact',
    'plain',
    'thousand',
    'wild',
    'wildport',
    'local',
    'star',
    'starfull',
    'full',
    'zero',
    'null',
    'empty',
    'tokens',
    'schemes',
    'apps',
    'names',
  ],
  'gateway-api': ['exact', 'plain', 'star', 'starfull', 'full'],
}

function takes(target: string, policy: CorsPolicy): boolean {
  try {
    return Object.keys(EXPORTERS[target]!(policy).files).length > 0
  } catch (error) {
    if (error instanceof ExportError) return false
    throw error
  }
}

/** What a browser that sent a request reads from its answer: the kinds of grants, and what each is for. */
function grantsOf({ headers }: Response, lines: Headers, isPreflight: boolean): ReadonlyMap<string, readonly string[]> {
  const listOf = (value: string | null): string[] =>
    (value ?? '')
      .toLowerCase()
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
  const allowed = headers.get('access-control-allow-origin')
  if (allowed !== '*' && allowed !== lines.get('origin')) return new Map()
  const names = listOf(headers.get('access-control-allow-headers'))
  const asked = listOf(lines.get('access-control-request-headers'))
  const pass = asked.every((name) => names.includes(name) || (names.includes('*') && name !== 'authorization'))
  return new Map([
    ['credentials', listOf(headers.get('access-control-allow-credentials'))],
    ['methods', [...listOf(headers.get('access-control-allow-methods')), 'get', 'head', 'post']],
    ['headers', pass ? ['all that are asked for'] : []],
    ['exposed', isPreflight ? [] : listOf(headers.get('access-control-expose-headers'))],
  ])
}

type Grants = ReturnType<typeof grantsOf>

/** The grants of one answer that the other does not have. Its `*` stands for any. */
function excess(got: Grants, policy: Grants): unknown[] {
  return Array.from(got, ([kind, items]) => {
    const other = policy.get(kind)
    return !other ? kind : other.includes('*') ? [] : items.filter((item) => !other.includes(item))
  }).flat()
}

// These are models of the documentation. They say nothing about a service that does not follow it.
describe.each(Object.keys(EXPORTERS))('the model of %s', (target) => {
  test('takes the policies that it can follow', () => {
    const taken = POLICIES.filter(([, options]) => takes(target, cors(options))).map(([name]) => name)
    expect(taken).toEqual(TAKEN[target])
  })

  test.each(POLICIES.filter(([name]) => TAKEN[target]!.includes(name)))(
    'grants nothing for %s that the policy does not, whatever the bytes of the request',
    async (_name, options) => {
      const policy = cors(options)
      const { files, notes } = EXPORTERS[target]!(policy)
      const json = JSON.parse(Object.values(files)[0]!) as never
      const readsMore = notes.some(({ code }) => code === 'platform-many-names')
      const seen = new Set<string>()
      const wider: unknown[] = []
      for (const { name, method, path, headers } of REQUESTS) {
        const lines = new Headers()
        for (const [header, value] of headers) lines.append(header, value)
        const isPreflight = method === 'OPTIONS' && lines.has('access-control-request-method')
        const request = new Request(`http://api.example${path}`, { method, headers: lines })
        const { status = 200, headers: own = [] } = UPSTREAM[path.split('?')[0]!] ?? {}
        // Only Envoy and API Gateway remove what an application says, and Envoy only names that are known.
        const isOwn = /envoy|api-gateway/.test(target) && !path.startsWith('/unknown')
        const app = (): Response =>
          new Response(null, {
            status,
            headers: own.filter(([header]) => isOwn || !/^access-control-/i.test(header)).map(([...line]) => line),
          })
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const expected = grantsOf(await policy.wrap(app)(request.clone()), lines, isPreflight)
        for (const model of MODELS[target]!) {
          const got = grantsOf(model(json)(request, app), lines, isPreflight)
          // A page may ask for more names than a policy reads, which a note says.
          const more = readsMore && /^(?:pre acrh (?:129|4097)|acrh 4097 and tabs|two long acrh)/.test(name)
          if (!more) wider.push(...excess(got, expected).map((grant) => [name, grant]))
          if (got.size) seen.add(name)
        }
      }
      expect(wider).toEqual([])
      expect(seen.size).toBeGreaterThan(options.origin.length && 3)
    },
  )
})
