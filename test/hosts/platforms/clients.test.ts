import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { type CorsPolicy, cors, type CorsOptions } from '../../../src/index.ts'
import { hostile, origin, pattern, RUNS } from '../../portable/support/arbitraries.ts'
import { POLICIES } from '../../servers/support/data.ts'
import { runTool } from '../support/process.ts'
import { listen, type Running } from '../support/upstream.ts'

/** What `clients.mjs` exports. */
interface Clients {
  readonly throughS3: (endpoint: string, json: unknown) => Promise<unknown>
  readonly throughApiGateway: (endpoint: string, json: unknown) => Promise<unknown>
  readonly throughAzureBlob: (endpoint: string, json: unknown) => Promise<unknown>
  readonly throughGcs: (endpoint: string, json: unknown) => Promise<void>
  readonly throughEnvoy: (json: unknown) => Promise<unknown>
  readonly throughGatewayApi: (json: unknown) => void
  readonly matchesRe2: (regex: string, text: string) => boolean
}

type Exporter = (policy: CorsPolicy) => ExportedFiles

const isInstalled = existsSync(join(import.meta.dirname, 'node_modules'))
if (!isInstalled) {
  const message = 'Without the clients of the platforms, which get no export: npm run hosts:install'
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
}

/** The policies of the tests of web servers, and variants of them that more platforms take. */
const GIVEN: readonly CorsOptions[] = POLICIES.flatMap(([, options]) => [
  options,
  { ...options, maxAge: 600, credentials: options.origin !== '*' },
  { ...options, maxAge: 600, credentials: false, exposeHeaders: options.allowHeaders },
  {
    ...options,
    origin: options.origin === '*' ? '*' : (options.origin as readonly string[]).slice(0, 1),
    allowHeaders: ['Content-Type'],
    allowMethods: ['PUT'],
    maxAge: 1,
  },
]).filter(isPolicy)

function isPolicy(options: CorsOptions): boolean {
  try {
    cors(options)
    return true
  } catch {
    return false
  }
}

/** The JSON of every policy that a platform takes. */
function exportsOf(exporter: Exporter): unknown[] {
  return GIVEN.flatMap((options) => {
    try {
      return Object.values(exporter(cors(options)).files).map((text) => JSON.parse(text) as unknown)
    } catch (error) {
      if (error instanceof ExportError) return []
      throw error
    }
  })
}

describe.runIf(isInstalled)('the client of the platform takes the export as it is', () => {
  let clients: Clients
  let api: Running
  let received: { readonly request: IncomingMessage; readonly body: string }[] = []
  let stored = ''

  beforeAll(async () => {
    clients = (await import(join(import.meta.dirname, 'clients.mjs'))) as Clients
    // Keeps what is put, and gives it back. The answer to PATCH is what was sent.
    api = await listen((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = String(Buffer.concat(chunks))
        received.push({ request, body })
        if (request.method === 'PUT') stored = body
        const isJson = body.startsWith('{') || request.url?.includes('/client/')
        response.setHeader('Content-Type', isJson ? 'application/json' : 'application/xml')
        response.statusCode = request.method === 'PUT' && request.url?.includes('/account/') ? 202 : 200
        response.end(
          isJson
            ? request.url?.includes('/client/')
              ? JSON.stringify({ success: true, errors: [], messages: [], result: {} })
              : body
            : request.method === 'GET'
              ? stored
              : '',
        )
      })
    })
  })
  afterAll(() => api?.stop())

  test.each([
    ['Amazon S3', toS3, 'throughS3'],
    ['API Gateway', toApiGateway, 'throughApiGateway'],
    ['Azure Blob Storage', toAzureBlob, 'throughAzureBlob'],
  ] as const)('%s reads back what it sent', async (_name, exporter, through) => {
    const exports = exportsOf(exporter)
    expect(exports.length).toBeGreaterThan(5)
    for (const json of exports) {
      // oxlint-disable-next-line no-await-in-loop -- the server keeps one configuration
      expect(await clients[through](api.origin, json)).toEqual(json)
    }
  })

  test('Amazon S3 sends it as XML', async () => {
    const json = { origin: ['https://a.example'], credentials: true, allowHeaders: ['X-A'], maxAge: 0 }
    await clients.throughS3(api.origin, JSON.parse(toS3(cors(json)).files['cors.s3.json']!))
    expect(stored).toContain('<AllowedOrigin>https://a.example</AllowedOrigin><AllowedHeader>x-a</AllowedHeader>')
    expect(stored).toContain('<MaxAgeSeconds>0</MaxAgeSeconds>')
  })

  test('Google Cloud Storage sends it as JSON', async () => {
    const exports = exportsOf(toGcs)
    expect(exports.length).toBeGreaterThan(5)
    for (const json of exports) {
      received = []
      // oxlint-disable-next-line no-await-in-loop -- the server keeps one configuration
      await clients.throughGcs(api.origin, json)
      expect(received.map(({ request, body }) => [request.method, JSON.parse(body)])).toEqual([
        ['PATCH', { cors: json }],
      ])
    }
  })

  test('Envoy decodes from protocol buffers what it encoded', async () => {
    const exports = exportsOf(toEnvoy) as { typed_per_filter_config: Record<string, Record<string, unknown>> }[]
    expect(exports.length).toBeGreaterThan(5)
    for (const { typed_per_filter_config: filters } of exports) {
      const { '@type': _type, ...policy } = filters['envoy.filters.http.cors']!
      const { allow_origin_string_match: origins, ...rest } = policy
      // An empty list is not encoded.
      const expected = (origins as unknown[]).length ? policy : rest
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await clients.throughEnvoy(filters['envoy.filters.http.cors'])).toEqual(expected)
    }
  })

  test('Kubernetes takes it as a filter of an HTTPRoute', () => {
    const exports = exportsOf(toGatewayApi)
    expect(exports.length).toBeGreaterThan(5)
    for (const json of exports) expect(() => clients.throughGatewayApi(json)).not.toThrow()
    expect(() => clients.throughGatewayApi({ type: 'CORS', cors: { maxAge: 0 } })).toThrow('maxAge')
  })

  test('wrangler sends it to the API of R2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corsage-r2-'))
    const policy = cors({ origin: ['https://a.example'], allowMethods: ['PUT'], allowHeaders: ['x-a'], maxAge: 600 })
    const text = toR2(policy).files['cors.r2.json']!
    await writeFile(join(folder, 'cors.json'), text)
    received = []
    const args = ['r2', 'bucket', 'cors', 'set', 'photos', '--file', join(folder, 'cors.json'), '--force']
    await runTool('wrangler', args, '.', {
      CLOUDFLARE_API_BASE_URL: `${api.origin}/client/v4`,
      CLOUDFLARE_API_TOKEN: 'token',
      CLOUDFLARE_ACCOUNT_ID: 'account',
      HTTPS_PROXY: '',
    }).finally(() => rm(folder, { recursive: true }))
    const put = received.find(({ request }) => request.method === 'PUT')
    expect(put?.request.url).toBe('/client/v4/accounts/account/r2/buckets/photos/cors')
    expect(JSON.parse(put!.body)).toEqual(JSON.parse(text))
  })

  test('their types take it', async () => {
    const folder = join(import.meta.dirname, '.pages')
    await mkdir(folder, { recursive: true })
    const types = [
      ['CORSConfiguration', '@aws-sdk/client-s3', toS3],
      ['Cors', '@aws-sdk/client-apigatewayv2', toApiGateway],
      ['BlobServiceProperties', '@azure/storage-blob', toAzureBlob],
      ['IHTTPRouteFilter', '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRouteFilter', toGatewayApi],
    ] as const
    const lines = types.map(([type, from, exporter]) => {
      const largest = exportsOf(exporter).map((json) => JSON.stringify(json))
      return [
        `import type { ${type} } from '${from}'`,
        ...largest.slice(0, 40).map((json) => `void (${json} satisfies ${type})`),
      ].join('\n')
    })
    lines.push(
      `import type { Bucket } from '@google-cloud/storage'`,
      ...exportsOf(toGcs).map(
        (json) => `void (${JSON.stringify(json)} satisfies Parameters<Bucket['setCorsConfiguration']>[0])`,
      ),
    )
    await writeFile(join(folder, 'types.ts'), lines.join('\n'))
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
    await runTool('tsc', ['--ignoreConfig', ...flags, join(folder, 'types.ts')], import.meta.dirname)
    expect(readFileSync(join(folder, 'types.ts'), 'utf8').match(/satisfies/g)!.length).toBeGreaterThan(30)
  }, 60_000)

  test('RE2 matches with the regular expressions for Envoy what the policy allows, and nothing else', () => {
    const list = fc.array(pattern, { minLength: 1, maxLength: 3 })
    const property = fc.property(list, fc.array(fc.oneof(origin, hostile)), (patterns, origins) => {
      const policy = cors({ origin: [...patterns, 'x://A"b$`{}'] })
      const route = JSON.parse(toEnvoy(policy).files['cors.envoy.json']!) as {
        typed_per_filter_config: Record<
          string,
          { allow_origin_string_match: { exact?: string; safe_regex?: { regex: string } }[] }
        >
      }
      const matchers = route.typed_per_filter_config['envoy.filters.http.cors']!.allow_origin_string_match
      const matches = (text: string): boolean =>
        matchers.some(({ exact, safe_regex }) =>
          safe_regex ? clients.matchesRe2(safe_regex.regex, text) : exact === text,
        )
      // A pattern for Envoy matches three labels at most.
      const texts = [...origins, 'x://A"b$`{}', 'x://a"b$`{}'].filter((text) => !/^https:\/\/(?:[^.]+\.){4}/.test(text))
      expect(texts.map(matches)).toEqual(texts.map((text) => policy.allowsOrigin(text)))
    })
    fc.assert(property, { ...RUNS, numRuns: 100 })
  })
})
