import { type Browser, createBrowser } from '../browser/browser.ts'
import { CorsError } from '../browser/outcome/cors-error.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import type { ProfileName } from '../browser/profile.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'

/** What to try: each of these with each of those. */
export interface MatrixOptions {
  /** Origins of pages; `null` for an opaque one. */
  readonly origins: readonly (string | null)[]
  /** By default GET, POST, PUT, PATCH and DELETE. */
  readonly methods?: readonly string[]
  /** By name and value; by default none. */
  readonly headers?: readonly Readonly<Record<string, string>>[]
  /** By default `omit` and `include`. */
  readonly credentials?: readonly CredentialsMode[]
  /** What is asked for; by default `https://api.example/`. */
  readonly url?: string
  /** In whose way; by default the standard's. */
  readonly profile?: ProfileName
}

/** One of the tries. */
export interface MatrixRow {
  readonly origin: string
  readonly method: string
  readonly headers: readonly string[]
  readonly credentials: CredentialsMode
  /** `readable`, or why not. */
  readonly outcome: 'readable' | FailureCode
}

/** All of them, fit for a snapshot. */
export interface Matrix {
  readonly rows: readonly MatrixRow[]
  /** A table in text. */
  toString(): string
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Tries a whole policy out: what pages of some origins may do with some methods, headers and credentials modes. Each try
 * is made by a browser that has not asked before.
 *
 * @param target a policy, or anything that answers requests, such as a wrapped handler
 * @throws {TypeError} for a try that no browser would make, and when there is nothing to try
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
  const { origins, methods = METHODS, headers = [{}], credentials = ['omit', 'include'], profile } = options
  for (const [name, list] of Object.entries({ origins, methods, headers, credentials })) {
    if (!Array.isArray(list) || !list.length)
      throw new TypeError(`${name} is ${JSON.stringify(list)}, expected a list of at least one`)
  }
  const network = typeof target === 'function' ? target : target.wrap(() => new Response())
  const tries = origins.flatMap((origin) =>
    methods.flatMap((method) =>
      headers.flatMap((given) => credentials.map((mode) => ({ origin, method, given, mode }))),
    ),
  )
  const rows = await Promise.all(
    tries.map(async ({ origin, method, given, mode }): Promise<MatrixRow> => {
      const init = { method, headers: given, credentials: mode }
      const outcome = await tryOut(
        createBrowser({ network, profile }),
        origin,
        options.url ?? 'https://api.example/',
        init,
      )
      return { origin: origin ?? 'null', method, headers: Object.keys(given), credentials: mode, outcome }
    }),
  )
  return { rows, toString: () => table(rows) }
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
    origin,
    method,
    headers.join(', ') || '–',
    credentials,
    outcome,
  ])
  const lines = [['origin', 'method', 'headers', 'credentials', 'outcome'], ...cells]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}
