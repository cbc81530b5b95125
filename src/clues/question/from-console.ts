import type { FailureCode } from '../../browser/terms/failure.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import type { Question } from '../../explain/index.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { ConsoleReading } from '../console/reading.ts'
import { type Answer, type Answers, answersFor } from './answers.ts'

/** What the person knows beyond the message. */
export interface About {
  /** URL or origin of the page. */
  readonly page?: string
  readonly url?: string
  readonly method?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
}

/** A failure that a message can mean, as a question whose answer has exactly this failure. */
export interface ConsoleQuestion {
  readonly code: FailureCode
  readonly question: Question
  /** What the message does not say, and was assumed. */
  readonly assumed: readonly string[]
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const

/** Bytes of `keepalive` bodies that are too many (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const TOO_MANY = 65_537

/**
 * The questions that end as a message says, one for each failure that it can mean. Their network is made up from the
 * values in the message, so that `explain()` says what the failure means and what to change.
 */
export function questionsOfConsole(reading: ConsoleReading, about: About = {}): ConsoleQuestion[] {
  return reading.codes.map((code) => questionFor(code, reading, about))
}

function questionFor(code: FailureCode, reading: ConsoleReading, given: About): ConsoleQuestion {
  const about =
    reading.method === undefined || reading.method === 'OPTIONS' ? given : { ...given, method: reading.method }
  const assumed: string[] = []
  const assume = (value: string, what: string): string => {
    assumed.push(what)
    return value
  }
  const page = reading.page ?? about.page ?? assume('https://app.example.com', 'the page, https://app.example.com')
  const url = urlFor(code, reading, about, assume)
  const credentials = /wildcard-with-credentials|acac-/.test(code) ? ({ credentials: 'include' } as const) : {}
  const call = { ...callFor(code, reading, about, assume), ...credentials }
  const first = originOfPage(page)
  const last = lastOrigin(reading, url, first)
  const network = networkOf(reading, url, answersFor(code, reading, last, assume), first)
  const start = reading.redirectedFrom ?? url
  return {
    code,
    question: {
      page: page === 'null' ? null : page,
      url: start,
      network,
      probe: false,
      profile: reading.engine,
      ...call,
    },
    assumed,
  }
}

function urlFor(
  code: FailureCode,
  { url }: ConsoleReading,
  about: About,
  assume: (value: string, what: string) => string,
): string {
  const found = parseUrl(url ?? about.url ?? '')
  const isHttp = found !== undefined && /^https?:$/.test(found.protocol)
  // `fetch()` refuses a URL with a user or a password, but an image or a script may have one.
  if (found) Object.assign(found, { username: '', password: '' })
  if (found && isHttp !== (code === 'scheme-not-http')) return found.href
  // The message names the target of a redirect, or no URL.
  return code === 'scheme-not-http'
    ? assume('ftp://files.example.com/', 'the URL, ftp://files.example.com/')
    : assume('https://api.example.com/', 'the URL, https://api.example.com/')
}

/** The method, the headers and the modes that lead to a failure. */
function callFor(
  code: FailureCode,
  { value }: ConsoleReading,
  about: About,
  assume: (value: string, what: string) => string,
): Partial<Question> {
  const headers = about.headers ?? []
  const isSafelisted = SAFELISTED_METHODS.includes(about.method?.toUpperCase() ?? 'GET')
  if (code === 'preflight-method-not-allowed') {
    const method = value ?? (isSafelisted ? assume('PUT', 'the method, PUT') : about.method)
    return { method, headers }
  }
  if (code === 'preflight-header-not-allowed') {
    const name = value ?? assume('authorization', 'the header, authorization')
    return { ...(about.method && { method: about.method }), headers: [...headers, [name, 'value']] }
  }
  if (code === 'mode-same-origin') return { mode: 'same-origin' }
  if (code === 'no-cors-redirect-mode') return { mode: 'no-cors', redirect: 'error' }
  if (code === 'corp-blocked') return { mode: 'no-cors' }
  if (code === 'redirect-mode-error') return { redirect: 'error' }
  if (code === 'redirect-stream-body') return { method: 'POST', body: new Response('stream').body }
  if (code === 'keepalive-quota') return { method: 'POST', body: ' '.repeat(TOO_MANY), keepalive: true }
  if (!code.startsWith('preflight-') || !isSafelisted || headers.length) {
    return { ...(about.method && { method: about.method }), headers }
  }
  const { method = 'POST' } = about
  // What makes most calls need one: a token to read, and JSON to write.
  const header = /^(GET|HEAD)$/i.test(method) ? (['Authorization', 'value'] as const) : JSON_TYPE
  assume('', `the call, a ${method} with \`${header.join(': ')}\`, which needs a preflight`)
  return { method, headers: [header] }
}

/** The origin of the last request, which is `null` after a redirect from another origin to a third one. */
function lastOrigin({ redirectedFrom }: ConsoleReading, url: string, page: string): string {
  const from = parseUrl(redirectedFrom ?? '')?.origin
  return from === undefined || from === page || from === parseUrl(url)?.origin ? page : 'null'
}

/** Answers as the message says; before a redirect, as a server does that allows it. */
function networkOf(
  { redirectedFrom }: ConsoleReading,
  url: string,
  { preflight, actual }: Answers,
  origin: string,
): NonNullable<Question['network']> {
  return (request) => {
    if (redirectedFrom !== undefined && request.url === new URL(redirectedFrom).href) {
      if (request.method === 'OPTIONS') return respond(permission(request))
      return respond({ status: 307, headers: { ...allowed(origin), Location: url } })
    }
    return respond(request.method === 'OPTIONS' ? (preflight ?? permission(request)) : actual)
  }
}

/** The answer to a preflight that permits what it asks for. */
function permission({ headers }: Request): Answer {
  const lists = {
    'Access-Control-Allow-Methods': headers.get('access-control-request-method') ?? '*',
    'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '*',
  }
  return { status: 204, headers: { ...allowed(headers.get('origin') ?? '*'), ...lists } }
}

function allowed(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }
}

function respond({ status, headers, error }: Answer): Response {
  if (error !== undefined) throw new Error(error)
  return new Response(null, { status, headers })
}

function originOfPage(page: string): string {
  const url = parseUrl(page)
  return url && url.origin !== 'null' ? url.origin : page
}
