import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBrowser } from '../../../src/browser/index.ts'
import {
  ExportError,
  type ExportedFiles,
  type ExportIssueCode,
  toApiGateway,
  toAzureBlob,
  toEnvoy,
  toGatewayApi,
  toGcs,
  toR2,
  toS3,
} from '../../../src/export/index.ts'
import { type CorsPolicy, cors, type CorsOptions, PolicyError } from '../../../src/index.ts'
import { origin as anOrigin, pattern, RUNS } from '../support/arbitraries.ts'
import { type Model, MODELS } from '../support/platform-models.ts'

const EXPORTERS = {
  s3: toS3,
  r2: toR2,
  gcs: toGcs,
  'azure-blob': toAzureBlob,
  'api-gateway': toApiGateway,
  envoy: toEnvoy,
  'gateway-api': toGatewayApi,
} as const
type Target = keyof typeof EXPORTERS
const ALL = Object.keys(EXPORTERS) as Target[]
const app = 'https://app.example.com'

function exported(target: Target, options: CorsOptions): ExportedFiles {
  return EXPORTERS[target](cors(options), { name: 'shop' })
}

function jsonOf(target: Target, options: CorsOptions): unknown {
  return JSON.parse(exported(target, options).files[`shop.${target}.json`]!)
}

function errorOf(target: Target, options: CorsOptions): ExportError | undefined {
  try {
    exported(target, options)
    return undefined
  } catch (error) {
    if (error instanceof ExportError) return error
    throw error
  }
}

function issuesOf(target: Target, options: CorsOptions): readonly ExportIssueCode[] {
  return errorOf(target, options)?.issues.map(({ code }) => code) ?? []
}

/** What each platform gets for a policy that it can follow. */
const WRITTEN: readonly (readonly [Target, CorsOptions, unknown])[] = [
  [
    's3',
    {
      origin: [app],
      credentials: true,
      allowMethods: ['PUT'],
      allowHeaders: ['X-A'],
      exposeHeaders: ['ETag'],
      maxAge: 9,
    },
    {
      CORSRules: [
        {
          AllowedOrigins: [app],
          AllowedMethods: ['GET', 'HEAD', 'POST', 'PUT'],
          AllowedHeaders: ['x-a'],
          ExposeHeaders: ['ETag'],
          MaxAgeSeconds: 9,
        },
      ],
    },
  ],
  [
    's3',
    { origin: '*', allowHeaders: ['*', 'Authorization'] },
    {
      CORSRules: [
        { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD', 'POST'], AllowedHeaders: ['*', 'authorization'] },
      ],
    },
  ],
  [
    'r2',
    { origin: [app], allowMethods: ['PUT'], allowHeaders: ['X-A'], exposeHeaders: ['ETag'], maxAge: 9 },
    {
      rules: [
        {
          allowed: { origins: [app], methods: ['GET', 'HEAD', 'POST', 'PUT'], headers: ['x-a'] },
          exposeHeaders: ['ETag'],
          maxAgeSeconds: 9,
        },
      ],
    },
  ],
  [
    'gcs',
    {
      origin: [app],
      allowMethods: ['PUT'],
      allowHeaders: ['Content-Type', 'X-A'],
      exposeHeaders: ['x-a', 'Date'],
      maxAge: 9,
    },
    [
      {
        origin: [app],
        method: ['GET', 'HEAD', 'POST', 'PUT'],
        responseHeader: ['content-type', 'x-a', 'date'],
        maxAgeSeconds: 9,
      },
    ],
  ],
  [
    'azure-blob',
    {
      origin: [app, 'https://b.example'],
      credentials: true,
      allowHeaders: ['X-A', 'x-b'],
      exposeHeaders: ['ETag'],
      maxAge: 0,
    },
    {
      cors: [
        {
          allowedOrigins: `${app},https://b.example`,
          allowedMethods: 'GET,HEAD,POST',
          allowedHeaders: 'x-a,x-b',
          exposedHeaders: 'ETag',
          maxAgeInSeconds: 0,
        },
      ],
    },
  ],
  [
    'api-gateway',
    { origin: '*', allowMethods: ['*', 'PUT'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['*'] },
    {
      AllowOrigins: ['*'],
      AllowMethods: ['*'],
      AllowHeaders: ['*', 'authorization'],
      ExposeHeaders: ['*'],
      AllowCredentials: false,
    },
  ],
  [
    'gateway-api',
    {
      origin: [app],
      credentials: true,
      allowMethods: ['PUT'],
      allowHeaders: ['X-A'],
      exposeHeaders: ['ETag'],
      maxAge: 9,
    },
    {
      type: 'CORS',
      cors: {
        allowOrigins: [app],
        allowCredentials: true,
        allowMethods: ['GET', 'HEAD', 'POST', 'PUT'],
        allowHeaders: ['x-a'],
        exposeHeaders: ['ETag'],
        maxAge: 9,
      },
    },
  ],
  [
    'gateway-api',
    { origin: [app] },
    // Version 1.3 of its schema takes no false.
    { type: 'CORS', cors: { allowOrigins: [app], allowMethods: ['GET', 'HEAD', 'POST'] } },
  ],
  [
    'envoy',
    {
      origin: [app, 'https://*.example.com'],
      credentials: true,
      allowMethods: ['PUT'],
      allowHeaders: ['X-A'],
      maxAge: 9,
    },
    {
      typed_per_filter_config: {
        'envoy.filters.http.cors': {
          '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
          allow_origin_string_match: [
            { exact: app },
            { safe_regex: { regex: String.raw`https://(?:[a-z0-9_-]{1,63}\.){1,3}example\.com` } },
          ],
          allow_methods: 'PUT',
          allow_headers: 'X-A',
          max_age: '9',
          allow_credentials: true,
          forward_not_matching_preflights: false,
        },
      },
      response_headers_to_remove: [
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Access-Control-Allow-Methods',
        'Access-Control-Allow-Headers',
        'Access-Control-Expose-Headers',
        'Access-Control-Max-Age',
        'Access-Control-Allow-Private-Network',
      ],
    },
  ],
]

test.each(WRITTEN)('%s gets %j as JSON', (target, options, json) => {
  expect(jsonOf(target, options)).toEqual(json)
})

const many = (count: number, length = 1): string[] =>
  Array.from({ length: count }, (_, at) => `https://a${at}.${'b'.repeat(length)}.example`)
const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `x-${at}`)

/** Policies that some platforms cannot follow: options, targets, the code and the option of the issue. */
const REFUSED: readonly (readonly [CorsOptions, readonly Target[], ExportIssueCode, option: string])[] = [
  [{ origin: () => true }, ALL, 'export-predicate', 'origin'],
  [{ origin: [app], dangerouslyReflectHeaders: true }, ALL, 'export-reflected-headers', 'dangerouslyReflectHeaders'],
  [{ origin: [app], enforce: true }, ALL, 'export-enforce', 'enforce'],
  [{ origin: '*', cookieless: true }, ALL, 'export-cookieless', 'cookieless'],
  [{ origin: [app], timingAllowOrigin: true }, ALL, 'export-timing', 'timingAllowOrigin'],
  [{ origin: '*', allowHeaders: ['*'] }, ALL, 'export-any-header', 'allowHeaders'],
  [{ origin: '*', allowHeaders: ['*', 'x-authorization'] }, ALL, 'export-any-header', 'allowHeaders'],
  [{ origin: '*', allowHeaders: ['*', 'authorization'] }, ['r2', 'gcs'], 'export-any-header', 'allowHeaders'],
  [{ origin: '*', allowHeaders: ['x-*'] }, ALL.filter((name) => name !== 'envoy'), 'export-any-header', 'allowHeaders'],
  [
    { origin: '*', exposeHeaders: ['x-*'] },
    ALL.filter((name) => name !== 'envoy'),
    'export-exposed-headers',
    'exposeHeaders',
  ],
  [{ origin: '*', exposeHeaders: ['*'] }, ['s3', 'r2', 'gcs'], 'export-exposed-headers', 'exposeHeaders'],
  [{ origin: '*', exposeHeaders: ['ETag'] }, ['gcs'], 'export-exposed-headers', 'exposeHeaders'],
  [{ origin: '*', allowHeaders: ['x-a'] }, ['gcs'], 'export-exposed-headers', 'exposeHeaders'],
  [{ origin: [] }, ALL.filter((name) => name !== 'envoy'), 'export-no-origin', 'origin'],
  [
    { origin: [app], dangerouslyAllowNullOrigin: true },
    ALL.filter((name) => name !== 'envoy'),
    'export-null-origin',
    'dangerouslyAllowNullOrigin',
  ],
  ...(['https://*.example.com', 'http://localhost:*', 'x://A"b'] as const).map((origin): (typeof REFUSED)[number] => [
    { origin: [app, origin] },
    ALL.filter((name) => name !== 'envoy'),
    'export-origin-pattern',
    'origin',
  ]),
  [{ origin: [`https://*.${'a'.repeat(54)}.example`] }, ALL, 'export-origin-pattern', 'origin'],
  [{ origin: ['app://localhost'] }, ['gateway-api'], 'export-origin-pattern', 'origin'],
  [{ origin: ['http://[::1]:3000'] }, ['gateway-api'], 'export-origin-pattern', 'origin'],
  [{ origin: [app] }, ['s3', 'azure-blob'], 'export-credentials', 'credentials'],
  [{ origin: [app], credentials: true }, ['r2', 'gcs'], 'export-credentials', 'credentials'],
  [{ origin: '*', allowMethods: ['PUT'] }, ['azure-blob'], 'export-credentials', 'credentials'],
  [{ origin: '*', allowHeaders: ['x-a'] }, ['azure-blob'], 'export-credentials', 'credentials'],
  [{ origin: [app], allowMethods: ['PURGE'] }, ALL.filter((name) => name !== 'envoy'), 'export-method', 'allowMethods'],
  [{ origin: [app], allowMethods: ['PATCH'] }, ['s3', 'r2'], 'export-method', 'allowMethods'],
  [{ origin: '*', allowMethods: ['*'] }, ['s3', 'r2', 'azure-blob'], 'export-method', 'allowMethods'],
  [{ origin: [app] }, ['gcs', 'azure-blob'], 'export-max-age', 'maxAge'],
  [{ origin: [app], maxAge: 0 }, ['gateway-api'], 'export-max-age', 'maxAge'],
  [{ origin: many(65) }, ['gateway-api'], 'export-too-many-origins', 'origin'],
  [
    { origin: [`https://${'a'.repeat(49)}${`.${'b'.repeat(49)}`.repeat(4)}`] },
    ['azure-blob'],
    'export-too-many-origins',
    'origin',
  ],
  [{ origin: many(1000, 20) }, ['s3', 'r2', 'azure-blob', 'gateway-api'], 'export-too-many-origins', 'origin'],
  [
    { origin: [app], allowHeaders: names(65) },
    ['gateway-api', 'azure-blob'],
    'export-too-many-headers',
    'allowHeaders',
  ],
  [
    { origin: [app], exposeHeaders: names(65) },
    ['gateway-api', 'azure-blob'],
    'export-too-many-headers',
    'allowHeaders',
  ],
]

test.each(REFUSED)('%j is refused by %j with %s', (options, targets, code, option) => {
  const refusing = ALL.filter((target) => issuesOf(target, options).includes(code))
  expect(refusing).toEqual(ALL.filter((target) => targets.includes(target)))
  for (const target of refusing) {
    const error = errorOf(target, options)!
    expect(error.message).toContain(`This policy cannot be exported to ${target} (`)
    expect(error.message).toContain(`docs/export.md#${code}`)
    const issue = error.issues.find((one) => one.code === code)
    expect([issue?.option, issue?.target]).toEqual([option, target])
  }
})

test('an error has every reason at once', () => {
  const options = {
    origin: [app, 'https://*.example.com'],
    enforce: true,
    allowMethods: ['A'],
    timingAllowOrigin: true,
  }
  expect(issuesOf('s3', options)).toEqual([
    'export-enforce',
    'export-timing',
    'export-origin-pattern',
    'export-method',
    'export-credentials',
  ])
})

describe.each(ALL)('the export to %s', (target) => {
  const options: CorsOptions = { origin: '*', maxAge: 600 }

  test('says that no test ran it on the platform, and what differs there', () => {
    const codes = exported(target, options).notes.map(({ code }) => code)
    expect(codes.slice(0, 3)).toEqual(['not-run', 'platform-status', 'platform-vary'])
    expect(codes.slice(3)).toEqual(
      {
        envoy: ['envoy-unknown-headers', 'envoy-empty-origin'],
        gcs: ['gcs-json-api'],
        'gateway-api': ['gateway-api-application'],
      }[target as string] ?? [],
    )
  })

  test('names its file after the policy', () => {
    expect(Object.keys(exported(target, options).files)).toEqual([`shop.${target}.json`])
    expect(Object.keys(EXPORTERS[target](cors(options)).files)).toEqual([`cors.${target}.json`])
    expect(() => EXPORTERS[target](cors(options), { name: '../x' })).toThrow(PolicyError)
  })

  test('refuses a policy that is none', () => {
    expect(() => EXPORTERS[target]({} as never)).toThrow('the result of cors()')
  })
})

test('a note says when a page may send more headers than a policy reads', async () => {
  const options: CorsOptions = { origin: '*', allowHeaders: ['*', 'authorization'] }
  expect(exported('envoy', options).notes.map(({ code }) => code)).toContain('platform-many-names')
  const headers = Object.fromEntries(names(129).map((name) => [name, '1']))
  const [policy, envoy] = await verdicts('envoy', options, { origin: app, init: { headers } })
  expect([policy!.sent, envoy!.sent]).toEqual([0, 1])
})

test('a pattern for Envoy needs three labels at most, and a larger limit for regular expressions', () => {
  const { notes } = exported('envoy', { origin: ['https://*.example.com'] })
  expect(notes.map(({ code }) => code).slice(-2)).toEqual(['envoy-labels', 'envoy-regex-size'])
  const [{ safe_regex }] = (jsonOf('envoy', { origin: ['http://*.example.com'] }) as Route).typed_per_filter_config[
    'envoy.filters.http.cors'
  ].allow_origin_string_match as [{ safe_regex: { regex: string } }]
  const matches = (host: string): boolean => new RegExp(`^(?:${safe_regex.regex})$`).test(`http://${host}`)
  const label = 'a'.repeat(63)
  expect(['a.example.com', 'a.b.c.example.com', `${label}.${label}.${label}.example.com`].map(matches)).toEqual([
    true,
    true,
    true,
  ])
  expect(['example.com', 'a.b.c.d.example.com', `${label}a.example.com`, 'a..example.com'].map(matches)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

interface Route {
  readonly typed_per_filter_config: {
    readonly 'envoy.filters.http.cors': { readonly allow_origin_string_match: readonly unknown[] }
  }
}

interface Call {
  readonly origin: string | null
  readonly init: Parameters<ReturnType<ReturnType<typeof createBrowser>['page']>['fetch']>[1]
}

interface Verdict {
  /** How many actual requests reached the application. */
  readonly sent: number
  /** The headers of the application that the page may read, or `undefined` if it may not have the response. */
  readonly visible: readonly string[] | undefined
}

const ANSWER = {
  ETag: '1',
  'X-Id': '1',
  'X-A': '1',
  'Content-Type': 'text/plain',
  Date: 'Thu, 01 Jan 1970 00:00:00 GMT',
}

const NAMES = Object.keys(ANSWER)

async function verdictOf(model: (app: () => Response) => (request: Request) => unknown, call: Call): Promise<Verdict> {
  let sent = 0
  const answer = model(() => {
    sent += 1
    return new Response('data', { headers: ANSWER })
  })
  const page = createBrowser({ network: answer as () => Response }).page(call.origin)
  try {
    const response = await page.fetch('https://api.example.org/', call.init)
    return { sent, visible: NAMES.filter((name) => response.headers.has(name)) }
  } catch {
    return { sent, visible: undefined }
  }
}

/** What a page gets from the policy itself, and from each model of a platform. */
function verdicts(target: Target, options: CorsOptions, call: Call): Promise<Verdict[]> {
  const policy: CorsPolicy = cors(options)
  const json = jsonOf(target, options) as never
  const models: readonly Model[] = MODELS[target]!.map((model) => model(json))
  return Promise.all([
    verdictOf((handler) => policy.wrap(handler), call),
    ...models.map((model) => verdictOf((handler) => (request) => model(request, handler), call)),
  ])
}

/** Whether a note says that Envoy does not match the origin. */
function isTooDeep({ origin }: CorsOptions, from: string | null): boolean {
  const hosts = (Array.isArray(origin) ? origin : []).map((one: string) => /^https?:\/\/\*\.([^:]*)/.exec(one)?.[1])
  return hosts.some((host) => {
    const below = host && from?.split(`.${host}`)[0]
    return below ? below.split('.').length > 3 : false
  })
}

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS')
const header = fc.constantFrom('content-type', 'X-Id', 'authorization', 'x-a', 'etag', 'range')
const options: fc.Arbitrary<CorsOptions> = fc
  .record({
    origin: fc.oneof(
      fc.constant('*' as const),
      fc.array(anOrigin, { maxLength: 4 }),
      fc.array(pattern, { maxLength: 4 }),
    ),
    credentials: fc.boolean(),
    allowMethods: fc.oneof(fc.constantFrom(['*'], [], ['GET']), fc.array(method, { maxLength: 4 })),
    allowHeaders: fc.oneof(fc.constantFrom(['*', 'authorization'], ['*'], []), fc.array(header, { maxLength: 4 })),
    exposeHeaders: fc.oneof(fc.constantFrom(['*'], []), fc.array(header, { maxLength: 4 })),
    alike: fc.boolean(),
    maxAge: fc.constantFrom(undefined, 0, 600),
    dangerouslyAllowNullOrigin: fc.boolean(),
  })
  .map(({ alike, ...given }): CorsOptions => {
    const { origin, allowHeaders } = given
    return Object.assign(given, alike && { exposeHeaders: allowHeaders }, origin === '*' && { credentials: false })
  })
  .filter((given) => isValid(given))

function isValid(given: CorsOptions): boolean {
  try {
    cors(given)
    return true
  } catch {
    return false
  }
}

const call: fc.Arbitrary<Call> = fc.record({
  origin: fc.oneof(anOrigin, anOrigin, fc.constant(null)),
  init: fc
    .record({
      method: fc.oneof(method, fc.constant('PURGE')),
      names: fc.array(fc.oneof(header, fc.constant('x-other')), { maxLength: 3 }),
      credentials: fc.constantFrom('omit' as const, 'include' as const),
    })
    .map(({ names: given, ...init }) =>
      Object.assign(init, {
        headers: Object.fromEntries(given.map((name) => [name, name === 'content-type' ? 'application/json' : '1'])),
      }),
    ),
})

describe.each(ALL)('in a model of what the documentation of %s says', (target) => {
  test('a page never gets more than the policy allows, and gets all of it except what a note names', async () => {
    let taken = 0
    const property = fc.asyncProperty(options, fc.array(call, { minLength: 5, maxLength: 5 }), async (given, calls) => {
      if (issuesOf(target, given).length) return
      taken += 1
      const origins = given.origin === '*' ? [app] : (given.origin as string[]).filter((one) => !one.includes('*'))
      const own = calls.map((one, at) =>
        at % 2 && origins.length ? { ...one, origin: origins[at % origins.length]! } : one,
      )
      for (const one of own) {
        // oxlint-disable-next-line no-await-in-loop -- a counterexample is one call
        const [policy, ...platform] = await verdicts(target, given, one)
        for (const got of platform) {
          if (target === 'envoy' && isTooDeep(given, one.origin) && got.sent + Number(got.visible !== undefined) === 0)
            continue
          expect(got).toEqual(policy)
        }
      }
    })
    await fc.assert(property, { ...RUNS, numRuns: 300 })
    expect(taken).toBeGreaterThan(9)
  })
})
