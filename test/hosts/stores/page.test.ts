import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { createProject, type PageProject, type ProjectFile, readPrograms, replaceOnce } from '../support/page.ts'
import { runTool, startWorker } from '../support/process.ts'
import { hasPackage, postgresPrograms, startPostgres, startRedis } from '../support/store-server.ts'
import { listen, type Running } from '../support/upstream.ts'

const PAGE = 'docs/tenants.md'

/** The folder with the packages of the stores. */
const FOLDER = 'test/hosts/stores'

/** The table that the page shows. */
const [, TABLE = ''] = /```sql\n([^]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? []

/** Makes the lookup of a program public. */
const share = (program: string): string => replaceOnce(program, '\nconst get =', '\nexport const get =')

/** Asks the lookup of a program, and fails if its answer is wrong. */
const CHECK = `import { strictEqual } from 'node:assert'
import process from 'node:process'

const { get } = await import(process.argv[2])
const question = { signal: AbortSignal.timeout(5000), context: {} }
strictEqual(await get('acme', 'https://shop.example', question), true)
strictEqual(await get('acme', 'https://evil.example', question), false)
strictEqual(await get('other', 'https://shop.example', question), false)
process.exit()
`

const DENO = ['run', '-A', '--no-check', '--unstable-kv', '--no-lock', '--node-modules-dir=manual']

const projects: PageProject[] = []
const servers: Pick<Running, 'stop'>[] = []
beforeAll(expectBuild)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await Promise.all(projects.map((project) => project.remove()))
})

/** A project of the programs under a heading, with the packages of the stores. */
async function createFrom(heading: string, files: Readonly<Record<string, ProjectFile>>): Promise<string> {
  const shared = { 'check.mjs': CHECK, 'tsconfig.json': TSCONFIG, ...files }
  const project = await createProject(PAGE, heading, shared, {}, FOLDER)
  projects.push(project)
  return project.path
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  },
})

it('docs/tenants.md names the versions that are tested', () => {
  const versionOf = (name: string, within = '.'): string =>
    (JSON.parse(readFileSync(`${within}/node_modules/${name}/package.json`, 'utf8')) as { version: string }).version
  const [, year, month, day] = /^1\.(\d{4})(\d\d)(\d\d)/.exec(versionOf('workerd')) ?? []
  const clients = ['redis', 'ioredis', 'pg', 'postgres'].map((name) => `\`${name}\` ${versionOf(name, FOLDER)}`)
  const runtimes = [`workerd ${year}-${month}-${day}`, `Deno ${versionOf('deno')}`, `Bun ${versionOf('bun')}`]
  const page = readFileSync(PAGE, 'utf8')
  expect([...clients, ...runtimes].filter((tested) => !page.includes(tested))).toEqual([])
})

describe('the programs of docs/tenants.md about stores', () => {
  it.skipIf(!hasPackage('redis-server'))('ask Redis', async () => {
    const server = await startRedis()
    servers.push(server)
    execFileSync('redis-cli', ['-p', String(server.port), 'SADD', 'origins:acme', 'https://shop.example'])
    const path = await createFrom('Redis', { 'redis.ts': share, 'ioredis.ts': share })
    await expect(
      runPrograms(path, ['redis.ts', 'ioredis.ts'], { REDIS_URL: `redis://127.0.0.1:${server.port}` }),
    ).resolves.toBeUndefined()
  })

  it.skipIf(!hasPackage('postgresql'))('ask PostgreSQL', async () => {
    const server = await startPostgres()
    servers.push(server)
    const url = `postgres://postgres@127.0.0.1:${server.port}/postgres`
    execFileSync(join(postgresPrograms(), 'psql'), ['--quiet', '--dbname', url], { input: TABLE })
    const path = await createFrom('PostgreSQL', { 'pg.ts': share, 'postgres.ts': share })
    await expect(runPrograms(path, ['pg.ts', 'postgres.ts'], { DATABASE_URL: url })).resolves.toBeUndefined()
  })

  it('ask an endpoint', async () => {
    const endpoint = await listen(({ url }, response) => {
      response.statusCode = url === '/allowed?tenant=acme&origin=https%3A%2F%2Fshop.example' ? 204 : 404
      response.end()
    })
    servers.push(endpoint)
    const path = await createFrom('An HTTP endpoint', {
      'http.ts': (program) => share(replaceOnce(program, 'https://tenants.example', endpoint.origin)),
    })
    await expect(runPrograms(path, ['http.ts'], {})).resolves.toBeUndefined()
  })

  it('ask Deno KV', async () => {
    const path = await createFrom('Deno KV', {
      'deno-kv.ts': (program) => share(replaceOnce(program, 'openKv()', "openKv(':memory:')")),
    })
    await expect(runTool('deno', [...DENO, 'check.mjs', './deno-kv.ts'], path)).resolves.toBeUndefined()
  })

  it('ask the stores of Workers', async () => {
    const toml = readFileSync('test/hosts/on-workers/stores.toml', 'utf8')
    const path = await createFrom('Workers: KV, D1 and Durable Objects', {
      'kv.ts': share,
      'd1.ts': share,
      'object.ts': share,
      'src/index.ts': readPrograms(PAGE, 'Workers')['src/index.ts'] ?? '',
      'worker.ts': WORKER,
      'wrangler.toml': replaceOnce(toml, 'stores.ts', 'worker.ts'),
    })
    const server = await startWorker(join(path, 'wrangler.toml'))
    servers.push(server)
    expect(await (await fetch(server.origin, { method: 'POST', body: TABLE })).json()).toEqual({
      kv: [true, false, false],
      d1: [true, false, false],
      object: [true, false, false],
      shown: ['https://shop.example', null, null],
    })
  })
})

/** Compiles the programs with the types of their packages, and runs them on Node. */
async function runPrograms(path: string, programs: readonly string[], env: Readonly<Record<string, string>>) {
  await runTool('tsc', ['-p', path], path)
  // oxlint-disable-next-line no-await-in-loop -- so that the first failure is shown alone
  for (const program of programs) await runTool('node', ['check.mjs', `./${program}`], path, env)
}

const WORKER = `
import { env } from 'cloudflare:workers'
import { get as d1 } from './d1.ts'
import { get as kv } from './kv.ts'
import { get as object, Tenant as Shown } from './object.ts'
import worker from './src/index.ts'

export class Tenant extends Shown {
  write(origin) {
    return this.ctx.storage.put(origin, true)
  }
}

export default {
  async fetch(request, environment, ctx) {
    for (const sql of (await request.text()).trim().split('\\n')) await env.DB.prepare(sql).run()
    await env.ORIGINS.put('acme https://shop.example', 'true')
    await env.TENANTS.get(env.TENANTS.idFromName('acme')).write('https://shop.example')
    const question = { signal: request.signal, context: {} }
    const answers = {}
    for (const [name, get] of Object.entries({ kv, d1, object })) {
      answers[name] = [
        await get('acme', 'https://shop.example', question),
        await get('acme', 'https://evil.example', question),
        await get('other', 'https://shop.example', question),
      ]
    }
    answers.shown = []
    for (const [tenant, origin] of [['acme', 'https://shop.example'], ['acme', 'https://evil.example'], ['other', 'https://shop.example']]) {
      const asked = new Request('https://' + tenant + '.api.example/', { headers: { origin } })
      const { headers } = await worker.fetch(asked, environment, ctx)
      answers.shown.push(headers.get('access-control-allow-origin'))
    }
    return Response.json(answers)
  },
}
`
