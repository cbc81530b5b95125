import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile, symlink } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTS } from '../../src/cli/init/hosts.ts'
import { readManifest, ROOT, run } from '../package/project.ts'
import { corsage, createProject, type Folder } from './corsage.ts'
import { COMPILER_OPTIONS, PACKAGES } from './programs.ts'

const PREFLIGHT = {
  method: 'OPTIONS',
  headers: { origin: 'https://app.example.com', 'access-control-request-method': 'PUT' },
}
const preflight = (): Request => new Request('https://api.test.example/hello', PREFLIGHT)

type Answering = (request: Request, ...rest: unknown[]) => Response | Promise<Response>
type Exports = Readonly<Record<string, unknown>> & {
  readonly default: { readonly fetch: Answering } & Answering
}

/** How each host calls what the mounting exports. Those that are missing listen. */
const CALLS: Readonly<Record<string, (exports: Exports) => unknown>> = {
  next: ({ proxy }) => (proxy as Answering)(preflight(), {}),
  sveltekit: ({ handle }) =>
    (handle as (input: object) => unknown)({
      event: { request: preflight(), url: new URL(preflight().url), setHeaders: () => {}, cookies: {} },
      resolve: () => new Response('Hello'),
    }),
  astro: ({ onRequest }) =>
    (onRequest as (context: object, next: () => unknown) => unknown)(
      { request: preflight(), url: new URL(preflight().url), isPrerendered: false, cookies: {} },
      () => new Response('Hello'),
    ),
  'react-router': ({ middleware }) =>
    (middleware as readonly ((args: object, next: () => unknown) => unknown)[])[0]?.(
      { request: preflight(), params: {}, context: {} },
      () => new Response('Hello'),
    ),
  hono: (exports) => exports.default.fetch(preflight()),
  netlify: (exports) => exports.default(preflight(), {}),
  pages: ({ onRequest }) => (onRequest as (context: object) => unknown)({ request: preflight(), env: {} }),
  workers: (exports) => exports.default.fetch(preflight(), {}, {}),
  vercel: (exports) => exports.default(preflight()),
  deno: (exports) => exports.default.fetch(preflight(), {}),
  bun: (exports) => exports.default.fetch(preflight(), {}),
  lambda: async ({ handler }) => {
    const result = await (
      handler as (event: object, context: object) => Promise<{ headers: Record<string, string>; statusCode: number }>
    )(
      {
        version: '2.0',
        rawPath: '/hello',
        rawQueryString: '',
        headers: { ...PREFLIGHT.headers, host: 'api.test.example' },
        requestContext: {
          domainName: 'api.test.example',
          http: { method: 'OPTIONS', path: '/hello', sourceIp: '127.0.0.1' },
        },
        isBase64Encoded: false,
      },
      {},
    )
    return new Response(null, { status: result.statusCode, headers: result.headers })
  },
}

const FLAGS = ['--origin', 'https://app.example.com', '--method', 'PUT', '--credentials']
/** Deno takes packages only from a registry or a folder of its own, so it gets the sources. */
const DENO_IMPORTS = Object.fromEntries(
  Object.entries(readManifest('deno.json').imports!).map(([name, path]) => [name, join(ROOT, path)]),
)

interface Written {
  readonly host: string
  readonly written: readonly string[]
  readonly policy: { readonly path: string }
  readonly mount: { readonly path: string; readonly content: string }
  readonly test: { readonly path: string }
  readonly next: readonly string[]
}

let folder: Folder
const pathOf = (host: string): string => join(folder.path, host)
const results = new Map<string, Written>()

/** Files by which `init` finds a host. */
function signsOf(host: string): Record<string, string> {
  if (host === 'deno') return { 'deno.json': JSON.stringify({ imports: DENO_IMPORTS }) }
  const { packages, files } = HOSTS[host]!.signs
  const [sign = 'package.json'] = packages ? [] : files!
  const dependencies = { corsage: '*', ...(packages && { [packages[0]!]: '*' }) }
  return {
    [sign === 'functions' ? 'functions/hello.js' : sign]: sign.endsWith('.json') ? '{}' : '',
    'package.json': JSON.stringify({ type: 'module', dependencies }),
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS }),
  }
}

async function runInit(host: string): Promise<void> {
  const files = Object.entries(signsOf(host)).map(([name, text]) => [`${host}/${name}`, text])
  await folder.write(Object.fromEntries(files) as Record<string, string>)
  const ran = await corsage(['init', ...FLAGS, '--json'], { cwd: pathOf(host) })
  expect([ran.status, ran.stderr]).toEqual([0, ''])
  const written = JSON.parse(ran.stdout) as Written
  results.set(host, written)
  // Where it is part of another file, this is the other file.
  await folder.write({ [`${host}/${written.mount.path}`]: written.mount.content })
}

beforeAll(async () => {
  folder = await createProject({ 'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS }) })
  await Promise.all(
    PACKAGES.map((name) => symlink(join(ROOT, 'node_modules', name), join(folder.path, 'node_modules', name), 'dir')),
  )
  await Promise.all(Object.keys(HOSTS).map(runInit))
})
afterAll(() => folder.remove())

describe.each(Object.keys(HOSTS))('corsage init for %s', (host) => {
  test('finds the host, and writes what it says', async () => {
    const { written, mount, policy, test: tested, ...result } = results.get(host)!
    expect(result.host).toBe(host)
    expect(written).toEqual([policy.path, tested.path, ...(HOSTS[host]!.isPart ? [] : [mount.path])])
    await Promise.all(written.map((path) => access(join(pathOf(host), path))))
  })

  test('mounts the policy, which answers a preflight', async () => {
    const response = await (CALLS[host] ? callHost(host) : askServer(host))
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
    expect(response.headers.get('access-control-allow-methods')).toBe('PUT')
  })
})

test.each(['node', 'bun', 'deno'])('writes a test that passes, for %s', async (runner) => {
  // The hosts that have this runner have the same test and policy.
  const runs = (line: string): boolean => line.startsWith(`${runner} `) && line.endsWith('cors.test.ts')
  const ofRunner = [...results.values()].filter(({ next }) => next.some(runs))
  const contents = ofRunner.map(async ({ host, test: { path } }) => await readFile(join(pathOf(host), path), 'utf8'))
  expect(new Set(await Promise.all(contents)).size).toBe(1)
  const [{ host, next }] = ofRunner as [Written]
  const [command, ...words] = next.find(runs)!.split(' ') as [string, ...string[]]
  expect(await run(command, words, pathOf(host))).toMatch(/pages of strangers cannot/)
})

test('writes a test that passes, for Vitest, in JavaScript too', async () => {
  await folder.write({
    'scripts/package.json': '{ "type": "module", "devDependencies": { "express": "*", "vitest": "*" } }',
  })
  const ran = await corsage(['init', '--origin', '*', '--header', "x-it's"], { cwd: pathOf('scripts') })
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  expect(ran.stdout).toBe(`Wrote for Express: src/cors.js, src/cors.test.js and src/server.js

Next:
  npm install corsage
  npx vitest run src/cors.test.js
  npx corsage audit src/cors.js
`)
  expect(await run('vitest', ['run', 'src/cors.test.js'], pathOf('scripts'))).toContain('1 passed')
})

test('everything that corsage init writes has no type error', async () => {
  // Deno has other types, and checks the test when it runs it.
  const files = [...results].flatMap(([host, { policy, mount, test: tested }]) =>
    [policy, mount, ...(host === 'deno' ? [] : [tested])].map(({ path }) => join(pathOf(host), path)),
  )
  await folder.write({
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files }),
  })
  expect(await run('tsc', ['-p', folder.path])).toBe('')
})

/** Bundles the mounting, as the tools of these hosts do, and calls what it exports. */
async function callHost(host: string): Promise<Response> {
  const { mount } = results.get(host)!
  const outfile = join(pathOf(host), 'bundled.mjs')
  await build({
    entryPoints: [join(pathOf(host), mount.path)],
    outfile,
    bundle: true,
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  return (await CALLS[host]!((await import(pathToFileURL(outfile).href)) as Exports)) as Response
}

/** Starts the program on a free port, and asks it. */
async function askServer(host: string): Promise<Response> {
  const { mount } = results.get(host)!
  const port = await freePort()
  const runtime = host === 'elysia' ? join(ROOT, 'node_modules/.bin/bun') : process.execPath
  const server = spawn(runtime, [mount.path], {
    cwd: pathOf(host),
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    return await askUntilReady(`http://localhost:${port}/`, Date.now() + 20_000)
  } finally {
    server.kill()
  }
}

async function askUntilReady(url: string, deadline: number): Promise<Response> {
  try {
    return await fetch(url, PREFLIGHT)
  } catch (error) {
    if (Date.now() > deadline) throw error
    await setTimeout(50)
    return await askUntilReady(url, deadline)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
