import { type Browser, createBrowser } from '../browser/browser.ts'
import { CorsError } from '../browser/outcome/cors-error.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import type { ProfileName } from '../browser/profile.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import { checkArgument, refuseUnknown } from '../policy/arguments.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { unexpected } from '../wording/unexpected.ts'
import { visible } from '../wording/visible.ts'

/** The dimensions of a matrix. Every combination is tried. */
export interface MatrixOptions {
  /** The origins of pages. `null` is an opaque origin. */
  readonly origins: readonly (string | null)[]
  /** Request methods. Default: GET, POST, PUT, PATCH and DELETE. */
  readonly methods?: readonly string[]
  /** Sets of request headers, each by name and value. Default: one set without headers. */
  readonly headers?: readonly Readonly<Record<string, string>>[]
  /** Credentials modes. Default: `omit` and `include`. */
  readonly credentials?: readonly CredentialsMode[]
  /** The URL that pages fetch. Default: `https://api.example/`. */
  readonly url?: string
  /** The browser whose behaviour is simulated. Default: the standard's. */
  readonly profile?: ProfileName
}

/** One combination and its result. */
export interface MatrixRow {
  readonly origin: string
  readonly method: string
  readonly headers: readonly string[]
  readonly credentials: CredentialsMode
  /** `readable`, or the reason why the page may not read the response. */
  readonly outcome: 'readable' | FailureCode
}

/** The results of all combinations. Their order is stable, so that they can be a snapshot. */
export interface Matrix {
  readonly rows: readonly MatrixRow[]
  /** The rows as a plain text table. */
  toString(): string
}

/** The options, and which entries their lists may have. */
const ENTRIES: Readonly<Record<keyof MatrixOptions, readonly [expected: string, fits: (entry: unknown) => boolean]>> = {
  origins: ['an origin such as "https://app.example.com", or null', (entry) => entry === null || isString(entry)],
  methods: ['a method such as "PUT"', isString],
  headers: ['an object of names and values', (entry) => Object.prototype.toString.call(entry) === '[object Object]'],
  credentials: ['omit, same-origin or include', isString],
  url: ['', isString],
  profile: ['', isString],
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Tries a policy with every combination of origins, methods, headers and credentials modes. Each combination gets a new
 * browser, so that no preflight cache carries over.
 *
 * @param target a policy, or a function that answers requests, such as a wrapped handler
 * @throws {TypeError} if an argument is wrong, or if a browser would not send one of the requests at all
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { matrix } from 'corsage/testing'
 *
 * const policy = cors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] })
 * const table = await matrix(policy, { origins: ['https://app.example.com', 'https://evil.example'] })
 * console.log(String(table))
 * ```
 */
export async function matrix(
  target: CorsPolicy | ((request: Request) => Response | Promise<Response>),
  options: MatrixOptions,
): Promise<Matrix> {
  refuseUnknown(options, Object.keys(ENTRIES), 'matrix()')
  const {
    origins,
    methods = METHODS,
    headers = [{}],
    credentials = ['omit', 'include'],
    url = 'https://api.example/',
    profile,
  } = Object(options) as MatrixOptions
  checkLists({ origins, methods, headers, credentials })
  checkArgument(['url'], url, 'a URL such as "https://api.example/"', typeof url === 'string' && URL.canParse(url))
  checkArgument(['target'], target, 'a policy, or a function from Request to Response', isTarget(target))
  const network = typeof target === 'function' ? target : target.wrap(() => new Response())
  const tries = origins.flatMap((origin) =>
    methods.flatMap((method) =>
      headers.flatMap((given) => credentials.map((mode) => ({ origin, method, given, mode }))),
    ),
  )
  const rows = await Promise.all(
    tries.map(async ({ origin, method, given, mode }): Promise<MatrixRow> => {
      const init = { method, headers: given, credentials: mode }
      const outcome = await tryOut(createBrowser({ network, profile }), origin, url, init)
      return { origin: origin ?? 'null', method, headers: Object.keys(given), credentials: mode, outcome }
    }),
  )
  return { rows, toString: () => table(rows) }
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isTarget(value: unknown): boolean {
  return typeof value === 'function' || typeof (Object(value) as Partial<CorsPolicy>).wrap === 'function'
}

/** @throws {TypeError} if a list is empty, or has a wrong entry */
function checkLists(lists: Pick<MatrixOptions, 'origins' | 'methods' | 'headers' | 'credentials'>): void {
  for (const [name, list] of Object.entries(lists)) {
    if (!Array.isArray(list)) throw unexpected(`${name} is`, list, 'a list of at least one')
    if (!list.length) throw new TypeError(`${name} is [], expected a list of at least one`)
    const [expected, fits] = ENTRIES[name as keyof MatrixOptions]
    for (const [at, entry] of list.entries()) checkArgument([name, at], entry, expected, fits(entry))
  }
}

async function tryOut(
  browser: Browser,
  origin: string | null,
  url: string,
  init: { method: string; headers: Readonly<Record<string, string>>; credentials: CredentialsMode },
): Promise<MatrixRow['outcome']> {
  try {
    await browser.page(origin).fetch(url, init)
    return 'readable'
  } catch (error) {
    if (error instanceof CorsError) return error.code
    throw error
  }
}

function table(rows: readonly MatrixRow[]): string {
  const cells = rows.map(({ origin, method, headers, credentials, outcome }) => [
    visible(origin),
    method,
    headers.join(', ') || '–',
    credentials,
    outcome,
  ])
  const lines = [['origin', 'method', 'headers', 'credentials', 'outcome'], ...cells]
  const widths = [0, 1, 2, 3].map((at) => lines.reduce((most, line) => Math.max(most, line[at]?.length ?? 0), 0))
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}
