/** Options with one mistake, as users of other libraries and of environment variables write them. */
export interface Mistake {
  readonly title: string
  /** The options, as an expression. */
  readonly options: string
  /** The words of the last line that say what to write. */
  readonly wayOut: RegExp
  /** Whether only the literal type shows the mistake: the type `string` has to compile. */
  readonly isLiteral?: boolean
  /** Whether a parameter has no type of its own, so that only a call or an annotation gives it one. */
  readonly isContextual?: boolean
}

const RETURNS = /true or false/
const PARSE = /parseOrigins\(process\.env\.X \?\? ''\)/

/** Mistakes about the predicate. */
const PREDICATES: readonly Mistake[] = [
  {
    title: 'a predicate that returns the origin, as in hono/cors',
    options: `{ origin: (origin) => origin.serialized }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'a predicate that returns the origin or null',
    options: `{ origin: (origin) => (origin.host.endsWith('.example.com') ? origin.serialized : null), credentials: true }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'an async predicate that returns the origin',
    options: `{ origin: async (origin) => (await Promise.resolve(true)) && origin.serialized }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'a predicate that returns what the list has found',
    options: `{ origin: ({ serialized }: TupleOrigin) => ['https://app.example.com'].find((one) => one === serialized) }`,
    wayOut: RETURNS,
  },
  {
    title: 'a method that returns the host',
    options: `{ origin({ host }: TupleOrigin) { return host } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that returns true or nothing',
    options: `{ origin: async ({ host }: TupleOrigin) => { if (host === 'app.example.com') return true } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that forgets to return',
    options: `{ origin: ({ host }: TupleOrigin) => { host.endsWith('.example.com') } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that calls back, as in the package cors',
    options: `{ origin: (origin: string | undefined, callback: (error: Error | null, isAllowed: boolean) => void) => callback(null, origin === 'https://app.example.com') }`,
    wayOut: /origin\.serialized/,
  },
  {
    title: 'a predicate that compares a string',
    options: `{ origin: (origin: string) => origin === 'https://app.example.com' }`,
    wayOut: /origin\.serialized/,
  },
]

/** Mistakes about the predicate's parameter, in its body. */
const PARAMETERS: readonly Mistake[] = [
  {
    title: 'a predicate that calls a method of strings',
    options: `{ origin: (origin) => origin.endsWith('.example.com') }`,
    wayOut: /origin\.serialized/,
    isContextual: true,
  },
  {
    title: 'a predicate that looks the origin up',
    options: `{ origin: (origin) => ['https://app.example.com'].includes(origin) }`,
    wayOut: /origin\.serialized/,
    isContextual: true,
  },
]

/** Mistakes about the origins. */
const ORIGINS: readonly Mistake[] = [
  { title: 'a variable of the environment', options: `{ origin: process.env['X'] }`, wayOut: PARSE },
  {
    title: 'a list with a variable of the environment',
    options: `{ origin: ['https://app.example.com', process.env['X']] }`,
    wayOut: PARSE,
  },
  {
    title: 'a variable of the environment that is split',
    options: `{ origin: process.env['X']?.split(',') }`,
    wayOut: PARSE,
  },
  {
    title: 'a variable that wrangler has typed, with several origins',
    options: `{ origin: env.ALLOWED_ORIGINS }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  {
    title: 'a variable that wrangler has typed for two environments, with a slash',
    options: `{ origin: env.ORIGIN }`,
    wayOut: /'https:\/\/b\.example'/,
    isLiteral: true,
  },
  {
    title: 'several origins in one string, separated by a blank',
    options: `{ origin: ['https://a.example https://b.example'] }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  { title: 'no origin', options: `{ credentials: true }`, wayOut: /'origin' is missing/ },
  {
    title: 'a URL',
    options: `{ origin: new URL('https://app.example.com') }`,
    wayOut: /'https:\/\/app\.example\.com'/,
  },
  { title: 'a RegExp', options: String.raw`{ origin: /\.example\.com$/ }`, wayOut: /https:\/\/\*\.example\.com/ },
  {
    title: 'a RegExp in a list',
    options: String.raw`{ origin: ['https://app.example.com', /\.example\.com$/] }`,
    wayOut: /https:\/\/\*\.example\.com/,
  },
  { title: 'true, which reflects the origin in the package cors', options: `{ origin: true }`, wayOut: /'\*'/ },
  {
    title: 'a trailing slash',
    options: `{ origin: 'https://app.example.com/' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'a path',
    options: `{ origin: ['https://app.example.com/login'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin without a scheme',
    options: `{ origin: ['app.example.com'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin of the loopback host without a scheme',
    options: `{ origin: 'localhost:5173' }`,
    wayOut: /'http:\/\/localhost:5173'/,
    isLiteral: true,
  },
  {
    title: 'a wildcard without a scheme',
    options: `{ origin: '*.example.com' }`,
    wayOut: /'https:\/\/\*\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin in capitals',
    options: `{ origin: 'https://App.Example.com' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'the origin null',
    options: `{ origin: ['null'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a star next to other origins',
    options: `{ origin: ['https://app.example.com', '*'] }`,
    wayOut: /'\*'/,
    isLiteral: true,
  },
  {
    title: 'any origin with credentials',
    options: `{ origin: '*', credentials: true }`,
    wayOut: /list the origins/,
    isLiteral: true,
  },
  {
    title: 'a shared suffix with credentials',
    options: `{ origin: ['https://*.vercel.app'], credentials: true }`,
    wayOut: /exact origin/,
    isLiteral: true,
  },
  {
    title: 'a shared suffix with a region, with credentials',
    options: `{ origin: 'https://*.us-central1.run.app', credentials: true }`,
    wayOut: /exact origin/,
    isLiteral: true,
  },
  {
    title: 'plain http with credentials',
    options: `{ origin: ['http://app.example.com'], credentials: true }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
]

/** Mistakes about the other options. */
const OTHERS: readonly Mistake[] = [
  {
    title: 'methods, of the package cors',
    options: `{ origin: 'https://app.example.com', methods: ['GET', 'PUT'] }`,
    wayOut: /allowMethods/,
  },
  {
    title: 'allowedHeaders, of the package cors',
    options: `{ origin: 'https://app.example.com', allowedHeaders: ['content-type'] }`,
    wayOut: /allowHeaders/,
  },
  {
    title: 'exposedHeaders, of the package cors',
    options: `{ origin: 'https://app.example.com', exposedHeaders: ['x-total'] }`,
    wayOut: /exposeHeaders/,
  },
  {
    title: 'optionsSuccessStatus, of the package cors',
    options: `{ origin: 'https://app.example.com', optionsSuccessStatus: 200 }`,
    wayOut: /preflightStatus/,
  },
  {
    title: 'preflightContinue, of the package cors',
    options: `{ origin: 'https://app.example.com', preflightContinue: true }`,
    wayOut: /remove/,
  },
  { title: 'origins', options: `{ origins: ['https://app.example.com'] }`, wayOut: /Write origin|'origin' is missing/ },
  {
    title: 'an option of no library',
    options: `{ origin: 'https://app.example.com', credential: true }`,
    wayOut: /no such option|does not exist in type 'CorsOptions/,
  },
  {
    title: 'a method in lower case',
    options: `{ origin: 'https://app.example.com', allowMethods: ['GET', 'patch'] }`,
    wayOut: /'PATCH'/,
    isLiteral: true,
  },
  {
    title: 'a method that no script can send',
    options: `{ origin: 'https://app.example.com', allowMethods: ['TRACE'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header that no script can set',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Origin', 'Content-Type'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header of CORS itself',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Access-Control-Allow-Origin'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header that no script can read',
    options: `{ origin: 'https://app.example.com', exposeHeaders: ['Set-Cookie'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'headers in one string of a list',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Content-Type, Authorization'] }`,
    wayOut: /\['one', 'other'\]/,
    isLiteral: true,
  },
  {
    title: 'a maxAge of a week',
    options: `{ origin: 'https://app.example.com', maxAge: 604800 }`,
    wayOut: /86400/,
    isLiteral: true,
  },
  {
    title: 'a negative maxAge',
    options: `{ origin: 'https://app.example.com', maxAge: -1 }`,
    wayOut: /from 0 to 86400/,
    isLiteral: true,
  },
  {
    title: 'methods in one string',
    options: `{ origin: 'https://app.example.com', allowMethods: 'GET,PUT' }`,
    wayOut: /a list/,
  },
  {
    title: 'headers in one string',
    options: `{ origin: 'https://app.example.com', allowHeaders: 'content-type' }`,
    wayOut: /a list/,
  },
  {
    title: 'a star among headers with credentials',
    options: `{ origin: 'https://app.example.com', credentials: true, allowHeaders: ['*'] }`,
    wayOut: /list the names/,
    isLiteral: true,
  },
  {
    title: 'credentials from the environment',
    options: `{ origin: 'https://app.example.com', credentials: 'true' }`,
    wayOut: RETURNS,
  },
  {
    title: 'maxAge from the environment',
    options: `{ origin: 'https://app.example.com', maxAge: process.env['X'] }`,
    wayOut: /Number\(/,
  },
  {
    title: 'a cookieless policy with a list',
    options: `{ origin: ['https://app.example.com'], cookieless: true }`,
    wayOut: /'\*'/,
    isLiteral: true,
  },
]

export const MISTAKES: readonly Mistake[] = [...PREDICATES, ...PARAMETERS, ...ORIGINS, ...OTHERS]

/** Mistakes in the options of `csrf()`. */
export const GUARD_MISTAKES: readonly Mistake[] = [
  { title: 'own origins from a variable of the environment', options: `{ self: process.env['X'] }`, wayOut: PARSE },
  {
    title: 'a list of own origins with a variable of the environment',
    options: `{ self: ['https://app.example.com', process.env['X']] }`,
    wayOut: PARSE,
  },
  {
    title: 'trusted origins from a variable of the environment that is split',
    options: `{ self: 'https://app.example.com', trusted: [process.env['X']?.split(',')] }`,
    wayOut: PARSE,
  },
  { title: 'a RegExp for own origins', options: `{ self: /example/ }`, wayOut: /'https:\/\/app\.example\.com'/ },
  {
    title: 'an own origin with a slash',
    options: `{ self: 'https://app.example.com/' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an own origin without a scheme',
    options: `{ self: ['app.example.com'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'a wildcard for trusted origins',
    options: `{ self: 'https://app.example.com', trusted: ['https://*.example.com'] }`,
    wayOut: /without a star/,
    isLiteral: true,
  },
  {
    title: 'several own origins in one string',
    options: `{ self: env.ALLOWED_ORIGINS }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  {
    title: 'an option that csrf() does not have',
    options: `{ self: 'https://app.example.com', origin: 'https://app.example.com' }`,
    wayOut: /no such option|does not exist in type 'CsrfOptions'/,
  },
  {
    title: 'a flag of the guard from the environment',
    options: `{ self: 'https://app.example.com', methodOverride: process.env['X'] }`,
    wayOut: RETURNS,
  },
]
