import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsumer } from './consumer.ts'
import { ROOT, run, SPECIFIERS } from './project.ts'

let project: Awaited<ReturnType<typeof createConsumer>>

beforeAll(async () => {
  project = await createConsumer()
})
afterAll(() => project.remove())

const EXPORTS = {
  corsage: ['PolicyError', 'cors', 'parseOrigins'],
  'corsage/astro': ['corsMiddleware'],
  'corsage/audit': ['audit', 'checklist', 'diff', 'observe', 'toMarkdown', 'toSarif'],
  'corsage/browser': ['CorsError', 'createBrowser', 'createUserAgent'],
  'corsage/bun': ['withCors'],
  'corsage/cloudflare': ['pagesCors', 'withCors'],
  'corsage/csrf': ['csrf', 'protect'],
  'corsage/deno': ['withCors'],
  'corsage/elysia': ['cors'],
  'corsage/explain': ['FLOW_CHARTS', 'explain', 'render'],
  'corsage/export': [
    'ExportError',
    'toApache',
    'toApiGateway',
    'toAzureBlob',
    'toCaddy',
    'toEnvoy',
    'toGatewayApi',
    'toGcs',
    'toHaproxy',
    'toNginx',
    'toR2',
    'toS3',
  ],
  'corsage/h3': ['cors'],
  'corsage/hono': ['cors'],
  'corsage/import': ['DJANGO_DUMP', 'fromDjango', 'fromExpress', 'fromFastify', 'fromHono', 'fromItty', 'fromSpring'],
  'corsage/jsonp': ['jsonp'],
  'corsage/lambda': ['eventCors', 'streamCors', 'withCors'],
  'corsage/netlify': ['withCors'],
  'corsage/node': ['fastifyCors', 'koaCors', 'withCors'],
  'corsage/origins': [
    'fromD1',
    'fromDenoKv',
    'fromDurableObject',
    'fromHttp',
    'fromKv',
    'fromPostgres',
    'fromRedis',
    'fromSqlite',
    'originFilter',
    'originStore',
    'originTable',
    'readOriginFilter',
    'readOriginTable',
  ],
  'corsage/react-router': ['corsMiddleware'],
  'corsage/presets': ['combine', 'connect', 'graphql', 'grpcWeb', 'mcp', 'presets', 's3', 'supabase', 'tracing', 'tus'],
  'corsage/rollout': ['live', 'shadow'],
  'corsage/routes': ['routes'],
  'corsage/sveltekit': ['corsHandle'],
  'corsage/testing': ['expectReadable', 'expectRefused', 'matrix'],
  'corsage/vercel': ['corsMiddleware', 'corsRoute', 'withCors'],
}

describe('the installed package', () => {
  test('exports these names, and no default', async () => {
    const found = await runModule(`
      const entries = ${JSON.stringify(SPECIFIERS)}.map(async (name) => [name, Object.keys(await import(name)).sort()])
      console.log(JSON.stringify(Object.fromEntries(await Promise.all(entries))))
    `)
    expect(JSON.parse(found)).toEqual(EXPORTS)
  })

  test('answers a CORS-preflight request', async () => {
    const answer = await runModule(`
      import { cors } from 'corsage'
      const policy = cors({ origin: ['https://app.example.com'], allowMethods: ['PUT'], maxAge: 60 })
      const response = policy.preflight(new Request('https://api.example.com/', {
        method: 'OPTIONS',
        headers: { origin: 'https://app.example.com', 'access-control-request-method': 'PUT' },
      }))
      console.log(JSON.stringify([response.status, Object.fromEntries(response.headers)]))
    `)
    expect(JSON.parse(answer)).toEqual([
      204,
      {
        'access-control-allow-methods': 'PUT',
        'access-control-allow-origin': 'https://app.example.com',
        'access-control-max-age': '60',
        vary: 'Origin',
      },
    ])
  })

  test('has the JSON Schema of a policy', async () => {
    const script = `
      import schema from 'corsage/schema.json' with { type: 'json' }
      console.log(JSON.stringify(Object.keys(schema.properties)))
    `
    expect(JSON.parse(await runModule(script))).toContain('allowMethods')
  })

  test.each([
    ['npx', ['--no-install', 'corsage']],
    ['bunx', ['--no-install', '--bun', 'corsage']],
    ['deno', ['run', '--allow-all', 'npm:corsage']],
  ])('has the command line: %s %j', async (command, words) => {
    await writeFile(
      join(project.path, 'policy.mjs'),
      "import { cors } from 'corsage'\nexport const policy = cors({ origin: ['http://app.example.com'] })\n",
    )
    const report = await run(command, [...words, 'audit', 'policy.mjs', '--fail-on', 'high'], project.path)
    expect(report).toContain('policy.mjs: 1 finding (1 medium)')
  })

  test('can be required from CommonJS', async () => {
    const script = "console.log(Object.keys(require('corsage')).includes('cors'))"
    expect((await run('node', ['--input-type', 'commonjs', '--eval', script], project.path)).trim()).toBe('true')
  })
})

/** The type tests of each host, against the published declarations. Only the type libraries of the host are loaded. */
const HOSTS = {
  dom: { lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: false },
  hono: { lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: true },
  vercel: { lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: true },
  h3: { lib: ['es2023', 'dom', 'dom.iterable'], types: ['node'], skipLibCheck: true },
  workers: { lib: ['es2023'], types: ['@cloudflare/workers-types'], skipLibCheck: true },
  bun: { lib: ['es2023'], types: ['bun'], skipLibCheck: true },
  elysia: { lib: ['es2023'], types: ['bun'], skipLibCheck: true },
  node: { lib: ['es2023'], types: ['node'], skipLibCheck: true },
  serverless: { lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: true },
}
const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'preserve', moduleResolution: 'bundler' },
}

describe.each(Object.entries(RESOLUTIONS))('under moduleResolution %s', (resolution, options) => {
  test.each(Object.entries(HOSTS))('the type tests of %s pass', async (host, { lib, types, skipLibCheck }) => {
    const folder = join(project.path, `${host}-${resolution}`)
    const compilerOptions = { ...options, target: 'es2022', strict: true, noEmit: true, lib, types, skipLibCheck }
    await cp(join(ROOT, 'test/types', host), folder, { recursive: true })
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
    expect(await run('tsc', ['-p', folder, '--listFilesOnly'])).toContain('node_modules/corsage/dist/src/index.d.ts')
    expect(await run('tsc', ['-p', folder])).toBe('')
  })
})

test('compiler errors say why a policy is illegal', async () => {
  await writeFile(
    join(project.path, 'illegal.ts'),
    `
      import { cors } from 'corsage'
      cors({ origin: '*', credentials: true })
      cors({ origin: ['app.example.com'] })
      cors({ origin: ['https://app.example.com', '*'] })
      cors({ origin: 'https://app.example.com', credentials: true, allowHeaders: ['*'] })
      cors({ origin: 'https://app.example.com', methods: ['PUT'] })
    `,
  )
  const options = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--noEmit', '--ignoreConfig']
  const report = await run('tsc', [...options, 'illegal.ts'], project.path).catch(String)
  const sentences = report.matchAll(/^illegal\.ts\((\d+),\d+\).*Illegal<"(.*)">'\.$/gm)
  expect(Array.from(sentences, ([, line, sentence]) => [Number(line), sentence])).toEqual([
    [3, "With any origin and credentials, every website could read your users' data: list the origins"],
    [4, "An origin has a scheme: write 'https://app.example.com'"],
    [5, "A star makes the other entries of the list useless: write origin: '*', or remove the star"],
    [6, "With credentials, browsers take '*' literally: list the names"],
    [7, 'Write allowMethods in place of methods'],
  ])
})

async function runModule(source: string): Promise<string> {
  return await run('node', ['--input-type', 'module', '--eval', source], project.path)
}
