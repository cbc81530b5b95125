import { gzipSync } from 'node:zlib'
import esbuildPlugin from '@size-limit/esbuild'
import filePlugin from '@size-limit/file'
import { build } from 'esbuild'
import sizeLimit from 'size-limit'
import { expect, test } from 'vitest'
import { built, builtEntry } from './project.ts'

/**
 * Bytes of `import { cors } from 'corsage'`, minified and gzipped: docs/decisions/0005-size.md has what each part
 * costs.
 */
const CORE_BUDGET = 10290

type Import = readonly [specifier: string, names: string]

async function sizeOf(...imports: readonly Import[]): Promise<number> {
  const entries = imports.map(([specifier, names]) => [builtEntry(specifier), names])
  const check = { path: [], files: [], import: Object.fromEntries(entries) as Record<string, string>, gzip: true }
  const [result] = await sizeLimit([...esbuildPlugin, ...filePlugin], { checks: [check] })
  return result?.size ?? Number.NaN
}

const CORE: Import = ['corsage', '{ cors }']

test(`the core fits into ${CORE_BUDGET} bytes`, async () => {
  const size = await sizeOf(CORE)
  console.info(`{ cors }: ${size} B`)
  expect(size).toBeGreaterThan(1000)
  expect(size).toBeLessThanOrEqual(CORE_BUDGET)
})

/**
 * The bytes of a companion alone. `explain` contains the simulated browser and adds its sentences
 * (docs/decisions/0008-size-of-explain.md). A kilobyte of each refuses unknown options and other wrong arguments.
 * 1,200 of `explain` say which row of a table decides, and what to change there. 70 say whether the URL of a fix is the
 * page's or the call's, and keep in a corrected list what the call needs.
 */
test.each([
  ['browser', '*', 17_200],
  ['explain', '*', 40_200],
])('%s, %s, fits into %i bytes', async (companion, names, budget) => {
  const size = await sizeOf([`corsage/${companion}`, names])
  console.info(`${companion}: ${size} B`)
  expect(size).toBeGreaterThan(1000)
  expect(size).toBeLessThanOrEqual(budget)
})

/**
 * The bytes that each adds to `{ cors }`. They share its check of options and its messages. A mounting function of
 * an adapter adds only code for its host, at most 490. 180 of these let an object stand for the app of a framework, and
 * refuse its `listen()`. React Router's has two messages instead, about mistakes that React Router does not report.
 * Bun's adds more, for routes and for cookies that are already parsed. Hono's adds more, because Hono makes the answer
 * to an error after the layer has answered, and 250 because options may come from `env`: a third of these refuses values
 * that may belong to one request, and keeps an error. Of Hono's and h3's, 30 find out whether the layer decides about
 * timing. Node's adds more because the core does not know raw requests and responses: the adapter makes a view of the
 * request, takes three forms of `writeHead`, and hides credentials in three lists of headers. A route of Next.js adds more, because it answers what Next.js would answer to `redirect()` and to missing
 * methods, and finds out where Next.js hides headers. SvelteKit's adds more, because it answers what SvelteKit would
 * answer to `redirect()`, `error()` and ETags, and hides cookies that are already parsed. Astro's adds more, because
 * Astro runs it again for rewrites and error pages. h3's makes the response of h3, and passes on the hooks of a
 * WebSocket. Lambda's make a request of four formats of events, and a result of the response. Guards answer with data
 * for Node too, and `protect` joins this data with the policy's. Where cookies are outside of the headers, a host asks for
 * each request whether to hide them, for tables with cookieless rows. Of Hono's, h3's and Node's, 100 tell a policy inside
 * another from the right order of mounting. Of those of `routes`, 500 are odd paths, 450 the syntax of a key and what is
 * wrong with it, 500 the tree, and the rest the check of the rows and the messages.
 * Where tables and filters of origins are built, their
 * entries are checked; a filter also checks what is added to it. Tables of
 * policies are 1,900 of `diff`, which chooses paths that stand for all others, 2,000 of the audit with its rules about
 * rows, and 150 of `shadow`.
 * The import of Django's settings reads regular expressions with a parser and automata of its own, which are half of it,
 * and has a sentence for each finding. The imports of packages share this half, except Hono's, which takes no expressions.
 */
test.each([
  ['cloudflare', 'withCors', 500],
  ['cloudflare', 'pagesCors', 400],
  ['deno', 'withCors', 400],
  ['bun', 'withCors', 910],
  ['hono', 'cors', 955],
  ['vercel', 'withCors', 470],
  ['vercel', 'corsRoute', 940],
  ['vercel', 'corsMiddleware', 340],
  ['netlify', 'withCors', 480],
  ['lambda', 'withCors', 1700],
  ['lambda', 'streamCors', 1720],
  ['lambda', 'eventCors', 1520],
  ['node', 'withCors', 1000],
  ['node', 'koaCors', 875],
  ['node', 'fastifyCors', 980],
  ['h3', 'cors', 580],
  ['elysia', 'cors', 370],
  ['react-router', 'corsMiddleware', 435],
  ['sveltekit', 'corsHandle', 785],
  ['astro', 'corsMiddleware', 745],
  ['csrf', 'csrf', 1250],
  ['csrf', 'protect', 1510],
  ['jsonp', 'jsonp', 1015],
  ['routes', 'routes', 2700],
  ['origins', 'originStore', 2640],
  ['origins', 'originTable', 2990],
  ['origins', 'readOriginTable', 1720],
  ['origins', 'originFilter', 4000],
  ['origins', 'readOriginFilter', 2640],
  ['export', 'toNginx', 7380],
  ['export', 'toApache, toCaddy, toHaproxy, toNginx', 12_600],
  ['export', 'toApiGateway, toAzureBlob, toEnvoy, toGatewayApi, toGcs, toR2, toS3', 4400],
  ['presets', 'mcp', 150],
  ['presets', 'combine', 370],
  ['import', 'fromDjango', 9110],
  ['import', 'fromHono', 2850],
  ['import', 'fromExpress', 8030],
  ['import', 'fromFastify', 8210],
  ['import', 'fromItty', 8230],
  ['import', 'fromSpring', 8220],
  ['import', 'fromExpress, fromFastify, fromHono, fromItty, fromSpring', 10_150],
  ['rollout', 'live', 280],
  ['rollout', 'shadow', 1170],
  ['audit', 'diff', 4455],
  ['audit', 'audit, checklist, observe, toMarkdown, toSarif', 14330],
] as const)('%s adds for %s at most %i bytes to the core', async (subpath, names, budget) => {
  // Imported by name, as users do, because a namespace import would add an object. Hono's `cors` has the core's name,
  // and all of it.
  const own: Import = [`corsage/${subpath}`, `{ ${names} }`]
  const added = (await (names === 'cors' ? sizeOf(own) : sizeOf(CORE, own))) - (await sizeOf(CORE))
  console.info(`${subpath} ${names}: ${added} B more`)
  expect(added).toBeGreaterThan(0)
  expect(added).toBeLessThanOrEqual(budget)
})

test.each([
  ['fromD1', 430],
  ['fromDenoKv', 360],
  ['fromDurableObject', 310],
  ['fromHttp', 500],
  ['fromKv', 335],
  ['fromPostgres', 430],
  ['fromRedis', 380],
  ['fromSqlite', 315],
  // Most of it checks the arguments.
])('%s adds at most %i bytes to originStore', async (name, budget) => {
  const alone = await sizeOf(CORE, ['corsage/origins', '{ originStore }'])
  const added = (await sizeOf(CORE, ['corsage/origins', `{ originStore, ${name} }`])) - alone
  console.info(`origins ${name}: ${added} B more`)
  expect(added).toBeLessThanOrEqual(budget)
})

test.each([
  ['{ PolicyError }', 400],
  ['{ parseOrigins }', 5880],
])('%s alone fits into %i bytes', async (names, budget) => {
  expect(await sizeOf(['corsage', names])).toBeLessThanOrEqual(budget)
})

/**
 * What a start of the command line reads, minified and gzipped, before a command loads what it needs: the table of
 * commands with its words, the parser, the printer, and the chunk of the core.
 */
test('the command line reads at most 33250 bytes when it starts', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [built('src/cli/main.js')],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    outdir: 'out',
    write: false,
    metafile: true,
  })
  const read = new Set<string>()
  const reach = (file: string): void => {
    if (read.has(file) || !metafile.outputs[file]) return
    read.add(file)
    for (const { path, kind } of metafile.outputs[file].imports) if (kind === 'import-statement') reach(path)
  }
  reach('out/main.js')
  const files = outputFiles.filter(({ path }) => [...read].some((file) => path.endsWith(`/${file}`)))
  const size = files.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0)
  console.info(`cli: ${size} B in ${files.length} files`)
  expect(files.length).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(33_250)
})
