/**
 * Options, the codes of the refusals (with `!`) and notes about them, and what pages lose. `headers-reflected` stands only
 * where the row is about it.
 */
export type Row = readonly [options: unknown, findings: string, lost?: RegExp | undefined]

const APP = 'https://app.example.com'
const ORG = 'https://app.example.org'

/** What all four packages read alike. The names are those of Hono. */
const SHARED: readonly Row[] = [
  [{ origin: APP }, ''],
  [{ origin: '*' }, ''],
  [{ origin: [] }, ''],
  [{ origin: [APP] }, ''],
  [{ origin: [APP, ORG, APP] }, ''],
  [{ origin: [APP], credentials: true }, ''],
  [{ origin: [APP, 'capacitor://localhost'], credentials: true }, ''],
  [{ origin: 'http://localhost:3000', credentials: true }, ''],
  [{ origin: 'http://app.example.com' }, ''],
  [{ origin: 'http://app.example.com', credentials: true }, 'insecure-origin-credentials!'],
  [{ origin: '*', credentials: true }, 'any-origin-credentials!'],
  [{ credentials: true }, 'any-origin-credentials!'],
  [{ origin: `${APP}/` }, 'origin-has-path!'],
  [{ origin: [ORG, `${APP}/path`] }, 'origin-has-path!'],
  [{ origin: 'app.example.com' }, 'origin-no-scheme!'],
  [{ origin: ['https://APP.example.com'] }, 'origin-not-canonical!'],
  [{ origin: [`${APP}:443`] }, 'origin-port!'],
  [{ origin: `${APP}, ${ORG}` }, 'origin-separator!'],
  [{ origin: ['https://*.example.com'] }, 'wildcard-literal!'],
  [{ origin: 'https://*.example.com' }, 'wildcard-literal!'],
  [{ origin: ['null', APP] }, 'null-origin'],
  [{ origin: 'null' }, 'null-origin'],
  [{ origin: ['null'], credentials: true }, 'null-origin-credentials!'],
  [{ origin: () => APP }, 'option-function!'],
  [{ origin: async () => APP }, 'option-function!'],
  [{ origin: APP, credentials: 'true' }, 'option-type!'],
  [{ origin: APP, credentials: null }, ''],
  [{ origin: APP, maxAge: 600 }, ''],
  [{ origin: APP, maxAge: 86_401 }, 'max-age-range!'],
  [{ origin: APP, maxAge: -1 }, 'max-age-range!'],
  [{ origin: APP, maxAge: 1.5 }, 'max-age-range!'],
  [{ origin: APP, maxAge: Number.NaN }, 'max-age-range!'],
  [{ origin: APP, maxAge: '600' }, 'max-age-range!'],
  [{ origin: APP, exposeHeaders: ['x-total', 'ETag'] }, ''],
  [{ origin: APP, exposeHeaders: [] }, ''],
  [{ origin: APP, exposeHeaders: ['*'] }, ''],
  [{ origin: APP, exposeHeaders: ['*'], credentials: true }, 'star-with-credentials!'],
  [{ origin: APP, exposeHeaders: ['set-cookie'] }, 'expose-forbidden!'],
  [{ origin: APP, allowMethods: ['GET', 'PUT'] }, ''],
  [{ origin: APP, allowMethods: ['PUT'], credentials: true }, ''],
  [{ origin: APP, allowMethods: [] }, ''],
  [{ origin: APP, allowMethods: ['*'] }, ''],
  [{ origin: APP, allowMethods: ['*'], credentials: true }, 'star-with-credentials!'],
  [{ origin: APP, allowMethods: ['patch'] }, 'method-case!'],
  [{ origin: APP, allowMethods: ['TRACE'] }, 'method-forbidden!'],
  [{ origin: APP, allowMethods: [7] }, 'method-invalid!'],
  [{ origin: APP, allowHeaders: ['Content-Type', 'X-Token'] }, ''],
  [{ origin: APP, allowHeaders: ['Authorization'], credentials: true }, ''],
  [{ origin: APP, allowHeaders: ['*'] }, ''],
  [{ origin: APP, allowHeaders: ['*'], credentials: true }, 'star-with-credentials!'],
  [{ origin: APP, allowHeaders: ['Origin', 'Accept-Encoding', 'X-Token'] }, 'header-dropped header-dropped'],
  [{ origin: APP, allowHeaders: ['Access-Control-Allow-Origin'] }, 'header-is-cors-header!'],
  [{ origin: APP, allowHeaders: ['x token'] }, 'header-invalid!'],
  [{ origin: APP, originn: ORG }, 'option-unknown'],
  [{ origin: APP, zzz: 1 }, 'option-unknown'],
]

/** With credentials, browsers take a star literally, so requests without them lose the methods that it allowed. */
const WITHOUT_CREDENTIALS = /^\S+ (?:(?:PUT|PATCH|DELETE|QUERY|PROPFIND|patch) \S*|remembers 5)$/

const OLDER: { readonly [name: string]: string } = {
  allowMethods: 'methods',
  allowHeaders: 'allowedHeaders',
  exposeHeaders: 'exposedHeaders',
}

/** The options with the names that Express and Fastify have. */
function renamed(options: unknown): unknown {
  const names = Object.keys(Object(options) as object)
  if (!names.some((name) => Object.hasOwn(OLDER, name))) return options
  return Object.fromEntries(
    Object.entries(options as object).map(([name, value]) => [OLDER[name] ?? name, value as unknown]),
  )
}

/** A list inside itself, with which the packages overflow the stack. */
const LOOP: unknown[] = []
LOOP.push(LOOP)

class WithPrototype {
  readonly origin = APP
}

/** Wrong in all packages, whatever they do with it. */
const ODD: readonly Row[] = [
  [undefined, ''],
  [{}, ''],
  [Object.create(null), ''],
  [new WithPrototype(), 'option-type!'],
  [Object.create({ origin: APP }), 'option-type!'],
  [
    {
      get origin() {
        throw new Error('Read')
      },
    },
    'option-type!',
  ],
  [{ origin: Object.defineProperty([APP], 0, { get: () => APP }) }, 'option-type!'],
  [{ origin: [undefined] }, 'origin-type!'],
  [{ origin: [null, APP] }, 'origin-type!'],
  [{ origin: [''] }, 'origin-empty!'],
  [{ origin: Array.from({ length: 1 }) }, 'origin-type!'],
  [{ origin: APP, maxAge: null }, ''],
  [{ origin: APP, maxAge: undefined }, ''],
  [{ origin: APP, maxAge: {} }, 'max-age-range!'],
  [{ origin: APP, credentials: 1 }, 'option-type!'],
]

export const HONO: readonly Row[] = [
  ...SHARED,
  ...ODD,
  [{ origin: true }, 'origin-type!'],
  [{ origin: false }, 'origin-type!'],
  [{ origin: undefined }, 'origin-type!'],
  [{ origin: null }, 'origin-type!'],
  [{ origin: '' }, 'origin-empty!'],
  [{ origin: /^https:\/\/app\.example\.com$/ }, 'origin-type!'],
  [{ origin: [/^https:\/\/app\.example\.com$/] }, 'origin-type!'],
  // oxlint-disable-next-line no-new-wrappers, unicorn/new-for-builtins -- Hono looks for the origin inside the string.
  [{ origin: new String('https://app.example.com.attacker.test') }, 'origin-type!'],
  [{ origin: ['*'] }, 'origin-star-in-list!'],
  [{ origin: [[APP]] }, 'origin-type!'],
  [{ origin: APP, allowHeaders: [] }, 'headers-reflected'],
  [{ origin: APP, allowHeaders: null }, 'headers-reflected'],
  [{ origin: APP, allowHeaders: 'x-token' }, 'list-is-string!'],
  [{ origin: APP, allowHeaders: 7 }, 'option-type!'],
  [{ origin: APP, allowMethods: 'GET,PUT' }, 'list-is-string!'],
  [{ origin: APP, allowMethods: () => ['GET'] }, 'option-function!'],
  [{ origin: APP, allowMethods: undefined }, 'option-type!'],
  [{ origin: APP, exposeHeaders: null }, ''],
  [{ origin: APP, exposeHeaders: 'etag' }, 'list-is-string!'],
  [{ origin: APP, allowedHeaders: ['x-token'] }, 'option-unknown headers-reflected'],
  [{ origin: APP, methods: ['PUT'] }, 'option-unknown'],
]

const RENAMED = [...SHARED, ...ODD].map(([options, findings]): Row => [renamed(options), findings])

/** What `cors` and `@fastify/cors` read alike. */
const MIXED: readonly Row[] = [
  [{ origin: true }, 'origin-reflected'],
  [{ origin: true, credentials: true }, 'any-origin-credentials!'],
  [{ origin: false }, 'origin-off'],
  [{ origin: /^https:\/\/app\.example\.com$/ }, ''],
  [{ origin: /^https:\/\/app\.example\.com$/i, credentials: true }, ''],
  [{ origin: /https:\/\/app\.example\.com$/ }, ''],
  [{ origin: /example\.com$/ }, 'regex-unsafe!'],
  [{ origin: /\.example\.com$/ }, ''],
  [{ origin: /\.example\.com$/, credentials: true }, 'insecure-origin-credentials!'],
  [{ origin: /^https:\/\/app.example.com$/ }, 'regex-unsafe!'],
  [{ origin: /^https:\/\/app\.example\.com/ }, 'regex-unsafe!'],
  [{ origin: /^https:\/\/(?:app|other)\.example\.com$/ }, ''],
  [{ origin: /^https:\/\/[a-z]+\.example\.com(?::8443)?$/ }, 'regex-predicate'],
  [{ origin: /^https:\/\/(?<name>[a-z]+)\.example\.com$/ }, 'regex-predicate'],
  [{ origin: /^https?:\/\/localhost(:\d+)?$/ }, ''],
  [{ origin: /^https:\/\/.*\.vercel\.app$/, credentials: true }, 'wildcard-public-suffix!'],
  [{ origin: /./ }, 'regex-everyone!'],
  [{ origin: /.*/, credentials: true }, 'regex-everyone!'],
  [{ origin: /^(?!https:\/\/evil)/ }, 'regex-unread!'],
  [{ origin: /^\x68ttps:\/\/app\.example\.com$/ }, 'regex-unread!'],
  [{ origin: /^https:\/\/app\.example\.com\/$/ }, 'regex-never'],
  [{ origin: /^https:\/\/[a-z]+\.example.com$/ }, 'regex-outside regex-predicate'],
  [{ origin: /^null$/ }, 'null-origin'],
  [{ origin: /^https:\/\/app\.example\.com$/y }, 'regex-stateful!'],
  [{ origin: Object.assign(/^x$/, { test: () => true }) }, 'regex-unread!'],
  [{ origin: [new (class extends RegExp {})('^https://app\\.example\\.com$')] }, 'regex-unread!'],
  // oxlint-disable-next-line no-new-wrappers, unicorn/new-for-builtins -- The packages differ on it.
  [{ origin: [new String(APP)] }, 'origin-type!'],
  [{ origin: /^chrome-extension:\/\/[a-p]+$/ }, 'regex-predicate'],
  [{ origin: /^https:\/\/[(?<a>z]+\.example\.com$/ }, 'regex-predicate'],
  [{ origin: /^https:\/\/app\(?<a>\.example\.com$/ }, 'regex-never'],
  [{ origin: APP, exposedHeaders: undefined }, ''],
  [{ origin: APP, optionsSuccessStatus: undefined }, 'option-type!'],
  [{ origin: APP, optionsSuccessStatus: null }, 'option-type!'],
  [{ origin: [APP, /^https:\/\/[a-z]+\.example\.org$/] }, 'regex-predicate'],
  [{ origin: [APP, [ORG, [/\.example\.org$/]]] }, ''],
  [{ origin: LOOP }, 'origin-type!'],
  [{ origin: [APP, true] }, 'origin-everyone!'],
  [{ origin: [APP, 1] }, 'origin-everyone!'],
  [{ origin: [APP, () => false] }, 'origin-everyone!'],
  [{ origin: [APP, false] }, 'origin-type!'],
  [{ origin: { name: APP } }, 'origin-everyone!'],
  [{ origin: 7 }, 'origin-everyone!'],
  [{ origin: null }, 'origin-type!'],
  [{ origin: undefined }, 'origin-type!'],
  [{ origin: '' }, 'origin-empty!'],
  [{ origin: APP, methods: 'GET, PUT' }, ''],
  [{ origin: APP, methods: '' }, ''],
  [{ origin: APP, methods: undefined }, 'option-type!'],
  [{ origin: APP, allowedHeaders: 'X-Token, Authorization' }, ''],
  [{ origin: APP, allowedHeaders: [] }, ''],
  [{ origin: APP, allowedHeaders: null }, 'headers-reflected'],
  [{ origin: APP, exposedHeaders: 'x-total,etag' }, ''],
  [{ origin: APP, exposedHeaders: null }, ''],
  [{ origin: APP, exposeHeaders: ['etag'] }, 'option-unknown'],
  [{ origin: APP, optionsSuccessStatus: 200 }, ''],
  [{ origin: APP, optionsSuccessStatus: 204 }, ''],
  [{ origin: APP, optionsSuccessStatus: 404 }, 'preflight-status!'],
  [{ origin: APP, optionsSuccessCode: 200 }, 'option-unknown'],
  [{ origin: APP, preflightContinue: true }, 'preflight-continue'],
  [{ origin: APP, preflightContinue: false }, ''],
  [(_request: unknown, answer: (error: null, options: object) => void) => answer(null, {}), 'option-function!'],
]

export const EXPRESS: readonly Row[] = [
  ...RENAMED,
  ...MIXED,
  [{ origin: ['*'] }, 'origin-star-in-list!'],
  [{ origin: /^https:\/\/app\.example\.com$/g }, 'regex-stateful!'],
  [{ origin: APP, headers: ['x-token'] }, ''],
  [{ origin: APP, headers: ['x-token'], allowedHeaders: ['x-other'] }, ''],
  [{ origin: APP, allowedHeaders: '' }, 'headers-reflected'],
]

export const FASTIFY: readonly Row[] = [
  ...RENAMED,
  ...MIXED,
  [{ origin: ['*'] }, ''],
  [{ origin: ['*', APP] }, 'all-origins-win'],
  [{ origin: ['*'], credentials: true }, 'any-origin-credentials!'],
  [{ origin: [[`*`], APP] }, 'origin-star-in-list!'],
  [{ origin: /^https:\/\/app\.example\.com$/g }, ''],
  [{ origin: APP, allowedHeaders: undefined }, 'option-type!'],
  [{ origin: APP, preflight: false }, 'preflight-off!'],
  [{ origin: APP, preflight: undefined }, 'preflight-off!'],
  [{ origin: APP, preflight: true, strictPreflight: true }, ''],
  [{ origin: APP, strictPreflight: false }, ''],
  [{ origin: APP, hideOptionsRoute: false, logLevel: 'silent' }, ''],
  [{ origin: APP, hook: 'preHandler' }, 'option-dropped'],
  [{ origin: APP, hook: 'onRequest' }, ''],
  [{ origin: APP, cacheControl: 60 }, 'option-dropped'],
  [
    { delegator: (_request: unknown, answer: (error: null, options: object) => void) => answer(null, {}) },
    'option-function!',
  ],
]

/** What version 5 and version 6 read alike. */
const ITTY: readonly Row[] = [
  ...[...SHARED, ...ODD].map(([options, findings]): Row => {
    const { credentials, allowMethods } = Object(options) as { readonly [name: string]: unknown }
    const isStar = credentials === true && allowMethods === undefined
    return isStar ? [options, `${findings} methods-star`, WITHOUT_CREDENTIALS] : [options, findings]
  }),
  [{ origin: true }, 'origin-reflected'],
  [{ origin: true, credentials: true }, 'any-origin-credentials! methods-star'],
  [{ origin: false }, 'origin-off'],
  [{ origin: ['*'] }, 'origin-star-in-list!'],
  [{ origin: /^https:\/\/app\.example\.com$/ }, ''],
  [{ origin: /\.example\.com$/ }, ''],
  [{ origin: /example\.com$/ }, 'regex-unsafe!'],
  [{ origin: /^https:\/\/[a-z]+\.example.com$/ }, 'regex-outside regex-predicate'],
  [{ origin: /^https:\/\/app\.example\.com\/$/ }, 'regex-never'],
  [{ origin: /^https:\/\/(?=app)/ }, 'regex-unread!'],
  [{ origin: /./ }, 'regex-everyone!'],
  [{ origin: /^https:\/\/app\.example\.com$/g }, 'regex-stateful!'],
  [{ origin: [/^https:\/\/app\.example\.com$/] }, 'origin-type!'],
  [{ origin: [APP, true] }, 'origin-type!'],
  [{ origin: [[APP]] }, 'origin-type!'],
  [{ origin: 7 }, 'origin-type!'],
  [{ origin: undefined }, ''],
  [{ origin: null }, 'origin-type!'],
  [{ origin: '' }, 'origin-empty!'],
  [{ origin: APP, allowMethods: 'GET, PUT' }, ''],
  [{ origin: APP, allowMethods: 'GET, PUT', credentials: true }, ''],
  [{ origin: APP, allowMethods: null }, 'option-type!'],
  [{ origin: APP, allowHeaders: 'X-Token' }, ''],
  [{ origin: APP, allowHeaders: [] }, ''],
  [{ origin: APP, maxAge: 0 }, 'max-age-zero'],
  [{ origin: APP, allowedHeaders: ['x-token'] }, 'option-unknown'],
]

export const ITTY_6: readonly Row[] = [...ITTY, [{ origin: APP, exposeHeaders: 'x-total' }, '']]

export const ITTY_5: readonly Row[] = ITTY.map(([options, findings, lost]): Row => {
  const { exposeHeaders } = Object(options) as { readonly exposeHeaders?: unknown }
  if (exposeHeaders === undefined) return [options, findings, lost]
  return [options, `${findings.replace(/^(?:expose-forbidden|star-with-credentials)!/, '')} option-dropped`, lost]
})
