import type { BrowserOptions } from '../../browser/browser.ts'
import { clientOf } from '../../browser/request/client.ts'
import { wireRequest } from '../../browser/request/page-request.ts'
import type { Header, HeaderList } from '../../browser/terms/header-list.ts'
import type { ProfileName } from '../../browser/profile.ts'
import type { CredentialsMode, Mode, RedirectMode, WireRequest } from '../../browser/terms/wire.ts'
import { refuseUnknown } from '../../policy/arguments.ts'
import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { unexpected } from '../../wording/unexpected.ts'

/** A request from a page, and what answers it: `policy`, `network`, or both. */
export interface Question {
  /** A policy from `cors()`, or a table from `routes()`. Without `network` it answers on its own, and `onDecision` is called. */
  readonly policy?: CorsPolicy | RouteTable | undefined
  /** A wrapped handler, a Hono app's `fetch`, or a real `fetch`. The request is really made. */
  readonly network?: BrowserOptions['network'] | undefined
  /** URL or origin of the page; `null` for an opaque origin, for example that of a sandboxed frame or a `file:` page. */
  readonly page: string | null
  /** The URL that the page fetches, absolute or relative to the page's URL. */
  readonly url: string | URL
  readonly method?: string | undefined
  readonly headers?: HeadersInit | HeaderList | undefined
  readonly body?: BodyInit | null | undefined
  readonly mode?: Mode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly keepalive?: boolean | undefined
  /** The browser that decides. By default `spec`, which follows the standard. */
  readonly profile?: ProfileName | undefined
  /**
   * Lines of `Set-Cookie` of cookies that the server needs, such as that of its login. They count as set by a page of the
   * URL's own origin, and go along with the request if the browser sends them.
   */
  readonly cookies?: readonly string[] | undefined
  /** The second argument of a predicate. */
  readonly context?: unknown
  /**
   * Whether to ask again as other origins, to find out what the response depends on. A request that may change something
   * is never repeated. By default `true`.
   */
  readonly probe?: boolean | undefined
}

/**
 * Reads a question as a request for the browser's half, which checks the rest of it.
 *
 * @throws {TypeError} when it is not a request, or nothing answers it
 */
export async function readQuestion(question: Question): Promise<WireRequest> {
  checkQuestion(question)
  const { page, url, headers, method, body, mode, credentials, redirect, keepalive } = question
  const rest = {
    method,
    body,
    mode,
    credentials,
    redirect,
    keepalive,
    ...(body instanceof ReadableStream && { duplex: 'half' as const }),
  }
  const wire = await wireRequest(clientOf(page, undefined), String(url), rest)
  const given = headerList(headers)
  const names = new Set(given.map(([name]) => name.toLowerCase()))
  // A body brings its own `content-type`, but one that was given counts.
  const added = (wire.headers ?? []).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...wire, headers: [...given, ...added] }
}

/** The members of a question, to find the misspelled ones. */
const MEMBERS: Readonly<Record<keyof Question, 1>> = {
  policy: 1,
  network: 1,
  page: 1,
  url: 1,
  method: 1,
  headers: 1,
  body: 1,
  mode: 1,
  credentials: 1,
  redirect: 1,
  keepalive: 1,
  profile: 1,
  context: 1,
  probe: 1,
  cookies: 1,
}

/** Checks the parts that the browser's half does not look at, for callers without types. */
function checkQuestion(question: Question): void {
  if (typeof question !== 'object' || question === null) {
    throw unexpected('Question is', question, '{ policy, page, url }')
  }
  refuseUnknown(question, Object.keys(MEMBERS), 'explain()')
  const { policy, network, page, url, keepalive, probe, cookies } = question
  if (policy === undefined && network === undefined) {
    throw new TypeError('Policy and network are missing, expected one of them to answer the request')
  }
  if (policy !== undefined && typeof policy?.decide !== 'function') {
    throw unexpected('Policy is', policy, 'what cors() or routes() returns')
  }
  if (network !== undefined && typeof network !== 'function') {
    throw unexpected('Network is', network, 'a function from Request to Response')
  }
  if (page !== null && typeof page !== 'string') {
    throw unexpected('Page is', page, 'a URL such as "https://app.example.com/", or null for an opaque origin')
  }
  if (typeof url !== 'string' && !(url instanceof URL)) {
    throw unexpected('URL is', url, 'one such as "https://api.example.com/users"')
  }
  for (const [name, flag] of Object.entries({ Keepalive: keepalive, Probe: probe })) {
    if (flag !== undefined && typeof flag !== 'boolean') throw unexpected(`${name} is`, flag, 'true or false')
  }
  if (cookies !== undefined && !(Array.isArray(cookies) && cookies.every((line) => typeof line === 'string'))) {
    throw unexpected('Cookies is', cookies, 'a list of lines of Set-Cookie such as "session=1; Secure"')
  }
}

/** As they were given, because browsers tell two lines with one name from one line with both values. */
function headerList(headers: Question['headers']): Header[] {
  if (headers === undefined) return []
  if (typeof headers !== 'object' || headers === null) {
    throw unexpected('Headers is', headers, 'an object of names and values')
  }
  const entries: Iterable<Iterable<string>> =
    Symbol.iterator in headers ? (headers as Iterable<Iterable<string>>) : Object.entries(headers)
  return Array.from(entries, (entry) => {
    if (!Array.isArray(entry)) throw unexpected('Header is', entry, 'a pair of name and value')
    const [name, value] = entry
    return [String(name), String(value)]
  })
}
