import * as astro from '../../../adapters/astro.ts'
import * as bun from '../../../adapters/bun.ts'
import * as cloudflare from '../../../adapters/cloudflare.ts'
import * as deno from '../../../adapters/deno.ts'
import * as elysia from '../../../adapters/elysia.ts'
import * as h3 from '../../../adapters/h3.ts'
import * as hono from '../../../adapters/hono.ts'
import * as lambda from '../../../adapters/lambda.ts'
import * as netlify from '../../../adapters/netlify.ts'
import * as node from '../../../adapters/node.ts'
import * as reactRouter from '../../../adapters/react-router.ts'
import * as sveltekit from '../../../adapters/sveltekit.ts'
import * as vercel from '../../../adapters/vercel.ts'
import {
  audit,
  type AuditSettings,
  checklist,
  diff,
  type Finding,
  observe,
  toMarkdown,
  toSarif,
} from '../../../src/audit/index.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors, parseOrigins, PolicyError } from '../../../src/index.ts'
import { fromDjango, fromExpress, fromFastify, fromHono, fromItty, fromSpring } from '../../../src/import/index.ts'
import { jsonp } from '../../../src/jsonp/index.ts'
import {
  originFilter,
  originStore,
  type OriginStoreOptions,
  originTable,
  readOriginFilter,
  readOriginTable,
} from '../../../src/origins/index.ts'
import { combine } from '../../../src/presets/index.ts'
import { live, shadow } from '../../../src/rollout/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { STORE_RULES } from '../../../src/origins/rules.ts'
import { OPTION_RULES } from '../../../src/policy/rules.ts'
import { HOSTILE, HOSTILE_BYTES, outcomesOf, tamperedWith } from './hidden.ts'

/** A function of the library, what a caller does with it, and the result or error that a reader may print. */
export type Output = readonly [callee: unknown, name: string, act: (value: unknown) => unknown]

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const GOOD = { origin: [PAGE], credentials: true }
const STORE = { tenant: 'shop', get: () => false }

/** Calls a function as programs without types may call it. */
function call(callee: unknown, ...given: unknown[]): unknown {
  return (callee as (...given: unknown[]) => unknown)(...given)
}

/** Each option of a function with a hostile value, next to good ones, and an option whose name is hostile. */
function withOptions(
  callee: unknown,
  name: string,
  options: readonly string[],
  run: (given: object) => unknown,
): Output[] {
  return [...options, HOSTILE].map((option) => [
    callee,
    `${option === HOSTILE ? 'an unknown option' : option} of ${name}`,
    async (value) =>
      await outcomesOf(
        () => run({ [option]: value }),
        () => run({ [option]: [value] }),
      ),
  ])
}

/** The errors that a store reports about a request. Its origin is data: the core has parsed it. */
async function errorsOf(options: OriginStoreOptions): Promise<unknown[]> {
  const errors: unknown[] = []
  await cors({ origin: originStore({ ...options, onEvent: ({ error }) => errors.push(error) }) }).allowsOrigin(PAGE)
  return errors
}

/** Findings, and everything that is written from them. */
async function written(found: readonly Finding[] | Promise<readonly Finding[]>): Promise<unknown[]> {
  const list = await found
  return [list, toMarkdown(list).split('\n'), JSON.parse(JSON.stringify(toSarif(list)))]
}

const auditOf = async (options: object, settings?: object): Promise<unknown> =>
  await written(audit(options as typeof GOOD, settings as AuditSettings))

/** Lets a policy answer under watch, and returns the findings. */
async function watched(request: Request, headers: Record<string, string>, route?: string): Promise<unknown> {
  const found: Finding[] = []
  const policy = observe(cors(GOOD), {
    after: 1,
    sink: (finding) => found.push(finding),
    ...(route !== undefined && { route: () => route }),
  })
  await policy.wrap(() => new Response(null, { headers }))(request)
  return await written(found)
}

const OPTIONS = Object.keys(OPTION_RULES)
const GUARD_OPTIONS = ['self', 'trusted', 'missing', 'methodOverride', 'allowedHosts', 'bypass', 'mode', 'onDeny']
const SETTINGS = ['stage', 'environment', 'routes', 'csrf', 'publicSuffixes', 'self', 'context']
const MOUNTS = {
  'astro.corsMiddleware': astro.corsMiddleware,
  'bun.withCors': bun.withCors,
  'cloudflare.withCors': cloudflare.withCors,
  'cloudflare.pagesCors': cloudflare.pagesCors,
  'deno.withCors': deno.withCors,
  'elysia.cors': elysia.cors,
  'h3.cors': h3.cors,
  'hono.cors': hono.cors,
  'lambda.withCors': lambda.withCors,
  'lambda.streamCors': lambda.streamCors,
  'lambda.eventCors': lambda.eventCors,
  'netlify.withCors': netlify.withCors,
  'node.withCors': node.withCors,
  'node.koaCors': node.koaCors,
  'node.fastifyCors': node.fastifyCors,
  'reactRouter.corsMiddleware': reactRouter.corsMiddleware,
  'sveltekit.corsHandle': sveltekit.corsHandle,
  'vercel.withCors': vercel.withCors,
  'vercel.corsRoute': vercel.corsRoute,
  'vercel.corsMiddleware': vercel.corsMiddleware,
}

function outputsOfMount(name: string, mount: unknown): Output[] {
  return [
    ...withOptions(mount, name, ['origin'], (given) => void call(mount, given, {})),
    [mount, `the handler of ${name}`, (value) => void call(mount, GOOD, value)],
    [mount, `the layer of ${name}`, (value) => void call(mount, { wrap: () => value, answer: undefined }, {})],
  ]
}

const DJANGO_SETTINGS = [
  'CORS_ALLOW_ALL_ORIGINS',
  'CORS_ALLOWED_ORIGINS',
  'CORS_ALLOWED_ORIGIN_REGEXES',
  'CORS_ALLOW_METHODS',
  'CORS_PREFLIGHT_MAX_AGE',
  'CORS_URLS_REGEX',
  'CSRF_TRUSTED_ORIGINS',
  'MIDDLEWARE',
]

/** The readers of the options of packages, and some of these options. */
const IMPORTS = [
  [fromHono, 'fromHono()', ['origin', 'allowMethods', 'allowHeaders', 'maxAge', 'credentials']],
  [fromExpress, 'fromExpress()', ['origin', 'methods', 'exposedHeaders', 'optionsSuccessStatus']],
  [fromFastify, 'fromFastify()', ['origin', 'allowedHeaders', 'cacheControl', 'hook']],
  [fromItty, 'fromItty()', ['origin', 'allowMethods']],
  [fromSpring, 'fromSpring()', ['allowedOrigins', 'allowedOriginPatterns', 'allowedHeaders', '/x']],
] as const

/** Functions that take options, and those that write about them. */
export const OUTPUTS_ABOUT_OPTIONS: readonly Output[] = [
  ...withOptions(cors, 'cors()', OPTIONS, (given) => cors({ origin: [PAGE], ...given })),
  ...withOptions(cors, 'cors() with credentials', OPTIONS, (given) => cors({ ...GOOD, ...given })),
  [cors, 'the options of cors()', (value) => cors(value as never)],
  [PolicyError, 'an error of options', (value) => parseOrigins(value as never)],
  [parseOrigins, 'a string of origins', (value) => parseOrigins(`${PAGE} ${String(value)}`)],
  ...withOptions(csrf, 'csrf()', GUARD_OPTIONS, (given) => csrf({ self: PAGE, ...given })),
  ...withOptions(protect, 'the policy of protect()', ['origin'], (given) => protect(given as never, { self: PAGE })),
  ...withOptions(protect, 'the guard of protect()', ['self'], (given) => protect(GOOD, given as never)),
  ...withOptions(routes, 'a row of routes()', ['origin'], (given) => routes({ '/a': given as never })),
  ...withOptions(routes, 'routes()', ['otherwise'], (given) => routes({ '/a': false }, given as never)),
  [
    routes,
    'the key of a row',
    (value) => routes({ [`${String(value)} /a`]: false, [`/${String(value)}`]: true } as never),
  ],
  ...withOptions(originStore, 'originStore()', Object.keys(STORE_RULES), (given) =>
    originStore({ tenant: 'shop', get: () => false, ...given }),
  ),
  [originStore, 'the tenant of a store', (value) => originStore(STORE).allows(value as never, PAGE)],
  [originStore, 'the origin of a tenant', (value) => originStore(STORE).allows('shop', value as never)],
  [originStore, 'the answer of a store', (value) => errorsOf({ ...STORE, get: () => value as never })],
  [originStore, 'the tenant of a request', (value) => errorsOf({ ...STORE, tenant: () => value as never })],
  ...withOptions(originTable, 'originTable()', ['tenant'], (given) => originTable([['a', PAGE]], given)),
  [originTable, 'an entry of a table', (value) => originTable([value, [value, value]] as never)],
  [originTable, 'an entry with a tenant', (value) => originTable([[value, PAGE], value, ['a', value]] as never)],
  [readOriginTable, 'the bytes of a table', (value) => readOriginTable(value as never)],
  ...withOptions(originFilter, 'originFilter()', ['maxAge', 'version', 'builtAt'], (given) => originFilter([], given)),
  [originFilter, 'what is added to a filter', (value) => originFilter([PAGE]).add(value as never, value as never)],
  [readOriginFilter, 'the bytes of a filter', (value) => readOriginFilter(value as never)],
  ...withOptions(combine, 'combine()', ['allowMethods', 'allowHeaders', 'exposeHeaders'], (given) => combine(given)),
  [combine, 'a preset of combine()', (value) => combine(value as never)],
  ...withOptions(fromDjango, 'fromDjango()', ['version', 'signal'], (given) => fromDjango({}, given)),
  ...withOptions(fromDjango, 'the settings of fromDjango()', DJANGO_SETTINGS, (given) => {
    const { notes, refusals } = fromDjango(given as never)
    return [...notes, ...refusals].map(({ message }) => message)
  }),
  ...IMPORTS.flatMap(([read, name, names]) =>
    withOptions(read, `the options of ${name}`, names, (given) => {
      const { notes, refusals } = read(given)
      return [...notes, ...refusals].map(({ message }) => message)
    }),
  ),
  ...withOptions(fromItty, 'fromItty()', ['version'], (given) => fromItty({}, given)),
  ...withOptions(live, 'live()', ['origin'], (given) => live(given as never)),
  ...withOptions(shadow, 'shadow()', ['onDifference', 'percent'], (given) =>
    shadow(cors({ origin: '*' }), cors(GOOD), { onDifference: () => {}, ...given }),
  ),
  [shadow, 'the policies of shadow()', (value) => shadow(value as never, value as never, { onDifference: () => {} })],
  ...Object.entries(MOUNTS).flatMap(([name, mount]) => outputsOfMount(name, mount)),
  ...withOptions(jsonp, 'jsonp()', ['parameter', 'callbacks', 'scriptsOnly'], (given) =>
    jsonp(new Request(API), {}, { parameter: 'cb', ...given }),
  ),
  [
    jsonp,
    'the parameter in an answer',
    async (value) => await jsonp(new Request(API), {}, { parameter: `${String(value)} ` }).json(),
  ],
  [
    jsonp,
    'a callback',
    async (value) =>
      await jsonp(new Request(`${API}?cb=${encodeURIComponent(wellFormed(value))}`), {}, { parameter: 'cb' }).json(),
  ],
  ...withOptions(audit, 'the policy of audit()', OPTIONS, (given) => auditOf({ origin: [PAGE], ...given })),
  ...withOptions(audit, 'the settings of audit()', SETTINGS, (given) => auditOf(GOOD, given)),
  ...withOptions(diff, 'a policy of diff()', OPTIONS, (given) => diff(GOOD, { ...GOOD, ...given })),
  ...withOptions(diff, 'the settings of diff()', ['origins'], (given) => diff(GOOD, GOOD, given)),
  ...withOptions(checklist, 'the policy of checklist()', OPTIONS, (given) => checklist({ ...GOOD, ...given })),
  ...withOptions(audit, 'a route of audit()', ['path', 'method', 'methods', 'cacheControl'], (given) =>
    auditOf({ origin: '*' }, { routes: [{ path: '/', cookies: true, sideEffects: true, jsonp: true, ...given }] }),
  ),
  [
    audit,
    'an error of a predicate',
    async (value) =>
      await auditOf({
        origin: () => {
          throw value
        },
      }),
  ],
  [
    audit,
    'the message of an error of a predicate',
    async (value) =>
      await auditOf({ origin: async () => await Promise.reject(Object.assign(new Error('a'), { message: value })) }),
  ],
  [
    audit,
    'a header that a predicate reads',
    async (value) =>
      await auditOf({
        origin: (_: unknown, { request }: { request: Request }) => !request.headers.get(value as string),
      }),
  ],
  [audit, 'a suffix', async (value) => await auditOf(GOOD, { publicSuffixes: () => ({ publicSuffix: value }) })],
  ...withOptions(observe, 'observe()', ['sink', 'route', 'after'], (given) =>
    observe(cors(GOOD), { sink: () => {}, ...given }),
  ),
  [observe, 'the policy of observe()', (value) => observe(value as never, { sink: () => {} })],
  [
    observe,
    'the name of a route',
    async (value) => await watched(new Request(API, { headers: { origin: PAGE } }), {}, String(value)),
  ],
  [
    observe,
    'headers of requests and answers',
    async () =>
      await outcomesOf(
        ...[PAGE, `https://a${HOSTILE_BYTES}`].map(
          (origin) => async () =>
            await watched(new Request(API, { headers: { origin } }), {
              'set-cookie': `a${HOSTILE_BYTES}=1`,
              'cache-control': `public, ${HOSTILE_BYTES}`,
              'access-control-allow-origin': HOSTILE_BYTES,
            }),
        ),
      ),
  ],
  [
    toMarkdown,
    'findings that were changed while they were JSON',
    () => toMarkdown(tamperedWith(findings(), HOSTILE)).split('\n'),
  ],
  [toSarif, 'findings that were changed while they were JSON', () => toSarif(tamperedWith(findings(), HOSTILE))],
  [toSarif, 'the path of a file', (value) => toSarif(findings(), { uri: value as string })],
]

function findings(): readonly Finding[] {
  return audit({ origin: ['http://app.example.com'], credentials: true })
}

/** A string that `encodeURIComponent` accepts. */
function wellFormed(value: unknown): string {
  return String(value).replaceAll(/\p{Cs}/gu, '')
}
