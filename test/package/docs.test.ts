import { globSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsumer } from './consumer.ts'
import { type Example, readExamples, toChecks } from './examples.ts'
import { readText, ROOT, run } from './project.ts'

const documents = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: ROOT, exclude: ['**/node_modules'] })
const examples = documents.flatMap((file) => readExamples(file, readText(file)))

const RUNTIMES: Readonly<Record<Example['host'], readonly string[]>> = {
  node: ['node'],
  workers: ['node'],
  deno: ['deno', 'run', '--allow-all', '--unstable-kv', '--quiet', '--check'],
  bun: ['bun'],
}
const LIBRARIES = {
  node: { lib: ['es2023', 'dom', 'dom.iterable'], types: ['node'] },
  workers: { lib: ['es2023'], types: ['@cloudflare/workers-types'] },
  bun: { lib: ['es2023'], types: ['bun'] },
}

/** What `wrangler types` writes for the variables of the programs. */
const WRANGLER_TYPES = `
  declare namespace Cloudflare {
    interface Env {
      readonly ALLOWED_ORIGINS: string
      readonly ORIGINS: KVNamespace
      readonly DB: D1Database
      readonly TENANTS: DurableObjectNamespace<Rpc.DurableObjectBranded & { allows(origin: string): Promise<boolean> }>
    }
  }
`

/** The frameworks that are not installed here. Their own tests in `test/hosts` compile the programs with the true types. */
const FRAMEWORKS = `
  declare module 'next' {
    type NextApiRequest = import('node:http').IncomingMessage
    type NextApiResponse = import('node:http').ServerResponse & { json(value: unknown): void }
  }
  declare module 'redis' {
    type Client = import('corsage/origins').RedisClient & {
      on(event: 'error', listener: (error: Error) => void): Client
      connect(): Promise<unknown>
    }
    export function createClient(options: { readonly url?: string }): Client
  }
  declare module 'ioredis' {
    export class Redis {
      constructor(url: string, options: { readonly commandTimeout: number })
      sismember(key: string, member: string): Promise<number>
      on(event: 'error', listener: (error: Error) => void): this
    }
  }
  declare module 'pg' {
    export class Pool {
      constructor(options: object)
      query(sql: string, values: string[]): Promise<{ rows: object[] }>
      on(event: 'error', listener: (error: Error) => void): this
    }
  }
  declare module 'postgres' {
    export default function postgres(url: string): {
      unsafe(sql: string, values: string[]): Promise<readonly object[]>
    }
  }
  declare module '@react-router/dev/routes' {
    export function route(path: string, file: string, children?: unknown[]): unknown
  }
  declare module '@react-router/express' {
    import type { RequestHandler } from 'express'
    export function createRequestHandler(options: { readonly build: unknown }): RequestHandler
  }
  declare module '@remix-run/fetch-router' {
    type Router = { get(path: string, handler: () => Response): void; fetch(request: Request): Promise<Response> }
    export function createRouter(): Router
  }
  declare module '@tanstack/react-start/server-entry' {
    type Entry = { fetch(request: Request): Response | Promise<Response> }
    export function createServerEntry(entry: Entry): Entry
    const handler: Entry
    export default handler
  }
`

let project: Awaited<ReturnType<typeof createConsumer>>

beforeAll(async () => {
  project = await createConsumer()
  for (const host of Object.keys(RUNTIMES)) {
    const folder = join(project.path, host)
    // oxlint-disable-next-line no-await-in-loop
    await cp(join(import.meta.dirname, 'examples'), folder, { recursive: true })
    // oxlint-disable-next-line no-await-in-loop
    await mkdir(join(folder, 'as-written'))
  }
  await Promise.all(
    examples.map(({ host, name, code }) => writeFile(join(project.path, host, 'as-written', fileOf(name)), code)),
  )
})
afterAll(() => project.remove())

function fileOf(name: string): string {
  return `${name.replaceAll(/\W+/g, '-')}.ts`
}

async function runExample({ host, name, code }: Pick<Example, 'host' | 'name' | 'code'>): Promise<string> {
  const [command = '', ...args] = RUNTIMES[host]
  const checks = toChecks(code)
  await writeFile(join(project.path, host, fileOf(name)), checks.code)
  return await run(command, [...args, 'run.ts', `./${fileOf(name)}`, String(checks.count)], join(project.path, host))
}

describe('the examples in the documents', () => {
  test('are there', () => {
    expect(documents).toContain('README.md')
    expect(new Set(examples.map(({ host }) => host))).toEqual(new Set(['node', 'workers', 'deno', 'bun']))
  })

  test.each(Object.entries(LIBRARIES))('compile on %s', async (host, { lib, types }) => {
    const folder = join(project.path, host, 'as-written')
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      noEmit: true,
      lib,
      types,
      skipLibCheck: true,
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
    if (host === 'workers') await writeFile(join(folder, 'worker-configuration.d.ts'), WRANGLER_TYPES)
    if (host === 'node') await writeFile(join(folder, 'frameworks.d.ts'), FRAMEWORKS)
    expect(await run('tsc', ['-p', folder])).toBe('')
  })

  test('compile on deno', async () => {
    const folder = join(project.path, 'deno/as-written')
    expect(await run('deno', ['check', '--quiet', folder], folder)).toBe('')
  })

  test.each(examples.filter(({ isRun }) => isRun))('$name runs on $host', async (example) => {
    await expect(runExample(example)).resolves.not.toContain('rror:')
  })
})

describe('what an example says', () => {
  const CHECKS = [
    ['an expression', 'const a = 1\na + 1 // => 2', 1],
    ['a promise', 'Promise.resolve([1]) // => [1]', 1],
    ['what is logged', "console.log('a' + 'b') // => 'ab'", 1],
    ['a declaration', 'const a = [1].map((n) => n + 1) // => [2]', 1],
    ['a statement of several lines', '[1, 2].map(\n  (n) => ({\n    n,\n  }),\n) // => [{ n: 1 }, { n: 2 }]', 1],
    ['several, some indented', 'for (const n of [1]) {\n  n // => 1\n}\nconst b = {\n  c: 1,\n} // => { c: 1 }', 2],
  ] as const

  test.each(CHECKS)('is checked: %s', async (_what, code, count) => {
    expect(toChecks(code).count).toBe(count)
    await expect(runExample({ host: 'node', name: 'checked', code })).resolves.toBeDefined()
  })

  test.each([
    ['another value', '1 + 1 // => 3', 'AssertionError'],
    ['a part', '({ a: 1, b: 2 }) // => { a: 1 }', 'AssertionError'],
    ['what is never run', 'if (Number(1) > 2) {\n  1 + 1 // => 2\n}', 'Ran 0 checks of the example, expected 1'],
  ])('fails: %s', async (_what, code, message) => {
    await expect(runExample({ host: 'node', name: 'failing', code })).rejects.toThrow(message)
  })

  test.each(['js', 'javascript', 'typescript'])('escapes in no %s block', (language) => {
    expect(() => readExamples('a.md', `Text\n\`\`\`${language}\n1\n\`\`\`\n`)).toThrow(`a.md:2 is in ${language}`)
  })
})

test('the examples of public symbols run', async () => {
  const sources = globSync(['src/**/*.ts', 'adapters/*.ts'], { cwd: ROOT }).map(readText)
  const count = sources.join('\n').match(/^ \* ```ts$/gm)?.length
  const report = await run('deno', ['test', '--doc', '--quiet', 'src', 'adapters'])
  expect(report).toContain(`ok | ${count} passed | 0 failed`)
})
