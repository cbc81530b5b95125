import { type Browser, createBrowser } from '../browser/browser.ts'
import { CorsError } from '../browser/outcome/cors-error.ts'
import { normaliseMethod } from '../browser/request/method.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import type { ProfileName } from '../browser/profile.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import { checkArgument, refuseUnknown } from '../policy/arguments.ts'
import { exampleOf, freshSegment } from '../routes/paths.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable, nameOf } from '../routes/table.ts'
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
  /**
   * Paths that pages fetch, at the origin of `url`. Default for a table without `url`: a path of each row, and one that no
   * row names.
   */
  readonly paths?: readonly string[]
  /** The browser whose behaviour is simulated. Default: the standard's. */
  readonly profile?: ProfileName
}

/** One combination and its result. */
export interface MatrixRow {
  /** The path, if there are several. */
  readonly path?: string
  /** The key of the row that decides if the policy is a table, `otherwise`, or `uncertain`. */
  readonly row?: string
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
  paths: ['a path such as "/users/7"', (entry) => isString(entry) && (entry as string).startsWith('/')],
  profile: ['', isString],
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Tries a policy or a table with every combination of paths, origins, methods, headers and credentials modes. Each combination gets a new
 * browser, so that no preflight cache carries over.
 *
 * @param target a policy, a table, or a function that answers requests, such as a wrapped handler
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
  target: CorsPolicy | RouteTable | ((request: Request) => Response | Promise<Response>),
  options: MatrixOptions,
): Promise<Matrix> {
  refuseUnknown(options, Object.keys(ENTRIES), 'matrix()')
  const {
    origins,
    methods = METHODS,
    headers = [{}],
    credentials = ['omit', 'include'],
    url,
    paths = isRouteTable(target) && url === undefined ? pathsOf(target) : undefined,
    profile,
  } = Object(options) as MatrixOptions
  checkLists({ origins, methods, headers, credentials, ...(paths && { paths }) })
  const base: unknown = url === undefined ? 'https://api.example/' : url
  checkArgument(['url'], url, 'a URL such as "https://api.example/"', typeof base === 'string' && URL.canParse(base))
  checkArgument(['target'], target, 'a policy, or a function from Request to Response', isTarget(target))
  const network = typeof target === 'function' ? target : target.wrap(() => new Response())
  const tries = (paths ?? [undefined]).flatMap((path) =>
    origins.flatMap((origin) =>
      methods.flatMap((method) =>
        headers.flatMap((given) => credentials.map((mode) => ({ path, origin, method, given, mode }))),
      ),
    ),
  )
  const rows = await Promise.all(
    tries.map(async ({ path, origin, method, given, mode }): Promise<MatrixRow> => {
      const init = { method, headers: given, credentials: mode }
      const at = path === undefined ? String(base) : new URL(String(base)).origin + path
      const outcome = await tryOut(createBrowser({ network, profile }), origin, at, init)
      const sent = { url: new URL(at).href, method: normaliseMethod(method), headers: new Headers() }
      const row = isRouteTable(target) && nameOf(target.find(sent))
      const what = { origin: origin ?? 'null', method, headers: Object.keys(given), credentials: mode, outcome }
      return Object.assign({}, path !== undefined && { path }, row && { row }, what)
    }),
  )
  return { rows, toString: () => table(rows) }
}

/** A path of each row, and one that no row names. */
function pathsOf({ rows }: RouteTable): string[] {
  const patterns = rows.map(({ pattern }) => pattern)
  const name = freshSegment(patterns)
  return [...new Set([...patterns.map((pattern) => exampleOf(pattern, name)), `/${name}`])]
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isTarget(value: unknown): boolean {
  return typeof value === 'function' || typeof (Object(value) as Partial<CorsPolicy>).wrap === 'function'
}

/** @throws {TypeError} if a list is empty, or has a wrong entry */
function checkLists(lists: Pick<MatrixOptions, 'paths' | 'origins' | 'methods' | 'headers' | 'credentials'>): void {
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

/** The columns of the text, in order. */
const COLUMNS: readonly (readonly [title: string, cellOf: (row: MatrixRow) => string | undefined])[] = [
  ['path', ({ path }) => path && visible(path)],
  ['row', ({ row }) => row],
  ['origin', ({ origin }) => visible(origin)],
  ['method', ({ method }) => method],
  ['headers', ({ headers }) => headers.join(', ') || '–'],
  ['credentials', ({ credentials }) => credentials],
  ['outcome', ({ outcome }) => outcome],
]

function table(rows: readonly MatrixRow[]): string {
  const columns = COLUMNS.filter(([, cellOf]) => rows.some((row) => cellOf(row) !== undefined))
  const lines = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cellOf]) => cellOf(row) ?? ''))]
  const widths = columns.map((_, at) => lines.reduce((most, line) => Math.max(most, line[at]?.length ?? 0), 0))
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
