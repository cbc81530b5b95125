import type { ProfileName } from '../../browser/profile.ts'
import type { Failure, FailureCode } from '../../browser/terms/failure.ts'
import { getHeader } from '../../browser/terms/header-list.ts'
import { originOf } from '../../browser/terms/origin.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import type { Question } from '../../explain/index.ts'
import { visibleStart } from '../../wording/code.ts'
import { messageOf } from '../../wording/message-of.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { type HarExchange, readExchanges } from './exchange.ts'
import { isPlainObject, type Members } from './json.ts'
import { type HarGap, judge, type Judgement } from './judge.ts'
import { questionOf } from './question.ts'
import type { HarPage, Run } from './run.ts'
import { Tape } from './tape.ts'

/** A call of a page in a recording, which failed or went to another origin. */
export interface HarCall {
  readonly url: string
  readonly method: string
  /** The serialized origin of the page; `undefined` if the recording does not say it. */
  readonly page: string | undefined
  /** The positions of the call's entries: preflights, redirects and the request itself. */
  readonly entries: readonly number[]
  /** The status of the last response that is recorded, or 0. */
  readonly status: number
  /** `opaque`: the page got a response, and may read nothing of it. `unknown`: the recording does not decide. */
  readonly verdict: 'readable' | 'opaque' | 'refused' | 'unknown'
  /** The failure; of an unknown verdict, those that are possible. */
  readonly codes: readonly FailureCode[]
  /** Of an unknown verdict: whether the page may have read the response. */
  readonly mayBeReadable: boolean
  readonly failure: Failure | undefined
  /** What the recording would have to show to decide. */
  readonly missing: readonly HarGap[]
  /** What the verdict assumes about the call. Only `redirect-mode`: that the call follows redirects, as calls do by default. */
  readonly assumes: readonly HarGap[]
  /** What the browser says about the failure. */
  readonly error: string | undefined
  /** The call and its recorded responses, for `explain()`; `undefined` if the recording does not decide. */
  readonly question: Question | undefined
}

/** A recording, understood as far as it shows what happened. */
export interface HarReading {
  /** The program that made the recording. */
  readonly creator: string
  readonly profile: ProfileName
  readonly calls: readonly HarCall[]
}

/**
 * Reads a HAR recording of a browser (Chromium, Firefox, WebKit or Playwright), and finds out what happened to each call
 * of a page to another origin, and to each call that failed. It never guesses: what the recording does not show is named.
 *
 * @param text the content of a HAR file
 * @throws {TypeError} for anything else
 */
export async function readHar(text: string): Promise<HarReading> {
  const log = logOf(text)
  const exchanges = readExchanges(log)
  const dialect = dialectOf(log, exchanges)
  const tape = new Tape(exchanges)
  const calls: HarCall[] = []
  for (const first of exchanges) {
    if (first.isPreflight || tape.isUsed(first) || !isOfPage(first)) continue
    const page = pageOf(first, tape)
    if (page && isUneventful(first, page)) continue
    // One after the other, because a call uses up its entries.
    // oxlint-disable-next-line no-await-in-loop
    const judgement = page ? await judge(tape, first, page, dialect) : pageless(first)
    tape.use([first, ...judgement.used])
    calls.push(callOf(first, page, judgement, dialect.profile))
    // A page must not stand still over a long recording.
    // oxlint-disable-next-line no-await-in-loop
    if (calls.length % PAUSE === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  calls.push(...(await refusedPreflights(exchanges, tape, dialect)))
  return { creator: dialect.creator, profile: dialect.profile, calls }
}

/** Calls that are read in one go: some tens of milliseconds. */
const PAUSE = 500

/** Calls of which only the preflight is recorded: a proxy never sees a call that was refused before it was sent. */
async function refusedPreflights(exchanges: readonly HarExchange[], tape: Tape, dialect: Dialect): Promise<HarCall[]> {
  const calls: HarCall[] = []
  for (const preflight of exchanges) {
    const method = getHeader(preflight.headers, 'access-control-request-method')
    const origin = getHeader(preflight.headers, 'origin')
    if (!preflight.isPreflight || tape.isUsed(preflight) || method === null || origin === null) continue
    const unsent = { status: 0, responseHeaders: [], isPreflight: false, isSent: false, error: undefined }
    const first: HarExchange = { ...preflight, ...unsent, method, headers: [['Origin', origin]] }
    const page = { origin, url: undefined }
    // oxlint-disable-next-line no-await-in-loop
    const judgement = await judge(tape, first, page, { ...dialect, saysFailed: false })
    tape.use(judgement.used)
    const call = callOf(first, page, judgement, dialect.profile)
    if (call.verdict === 'refused') calls.push(call)
  }
  return calls
}

function logOf(text: string): Members {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // No cause, because its message repeats the content of the file.
    // oxlint-disable-next-line preserve-caught-error
    throw new TypeError(
      `The HAR is not JSON, expected a file that developer tools export: ${visibleStart(messageOf(error) ?? '')}`,
    )
  }
  const log = isPlainObject(json) ? json['log'] : undefined
  if (isPlainObject(log) && Array.isArray(log['entries'])) return log
  const entries = entriesOf(json)
  if (entries) return { entries }
  throw new TypeError('The JSON has no "log" with "entries", expected a file that developer tools export as HAR')
}

/** The entries in a piece of a HAR: the log itself, a list of entries, or one of them. */
function entriesOf(json: unknown): unknown[] | undefined {
  const list = isPlainObject(json) ? (json['entries'] ?? [json]) : json
  const isEntry = (one: unknown): boolean =>
    isPlainObject(one) && isPlainObject(one['request']) && typeof one['request']['url'] === 'string'
  return Array.isArray(list) && list.some(isEntry) ? list : undefined
}

/** Whether a script can have made the request. The address bar, forms and WebSockets need no permission of CORS. */
function isOfPage({ headers, type, url }: HarExchange): boolean {
  const mode = getHeader(headers, 'sec-fetch-mode')
  if (!/^https?:$/.test(url.protocol)) return false
  return mode !== 'navigate' && mode !== 'websocket' && !/^(document|websocket|preflight|ping)$/i.test(type ?? '')
}

/** A success within the page's own origin. */
function isUneventful({ url, status, error }: HarExchange, { origin }: HarPage): boolean {
  return origin === originOf(url) && status > 0 && !(status >= 300 && status < 400) && error === undefined
}

/** The page: by the `Origin` of the request or of its preflight, by the `Referer`, or by the page's title. */
function pageOf(first: HarExchange, tape: Tape): HarPage | undefined {
  const preflight = tape.preflight(first.method, first.url, first, new Set())
  const origin = getHeader(first.headers, 'origin') ?? getHeader(preflight?.headers ?? [], 'origin')
  const referrer = getHeader(first.headers, 'referer') ?? first.pageTitle ?? ''
  const url = parseUrl(referrer)
  const hasOrigin = url && /^https?:$/.test(url.protocol)
  if (origin !== null) return { origin, url: hasOrigin && originOf(url) === origin ? url.href : undefined }
  return hasOrigin ? { origin: originOf(url), url: url.href } : undefined
}

function pageless(first: HarExchange): Judgement {
  return { ends: [], codes: [], missing: ['page'], assumes: [], used: [first] }
}

function callOf(
  first: HarExchange,
  page: HarPage | undefined,
  { ends, codes, missing, assumes, used }: Judgement,
  profile: ProfileName,
): HarCall {
  const [end] = ends
  const isDecided = !missing.length
  const decided = isDecided && end && nameMatches(end, codes) ? end : undefined
  const last = used.findLast(({ isPreflight }) => !isPreflight) ?? first
  return {
    url: first.url.href,
    method: first.method,
    page: page?.origin,
    entries: [...new Set([first, ...used].map(({ index }) => index))].toSorted((one, other) => one - other),
    status: last.status,
    verdict: isDecided ? verdictOf(decided, codes) : 'unknown',
    codes,
    mayBeReadable: isDecided ? !codes.length : ends.some((one) => !one.failure && !one.missing),
    failure: decided?.failure,
    missing,
    assumes,
    error: used.find(({ error }) => error !== undefined)?.error ?? first.error,
    question: decided && page && questionOf(first, page, decided, profile),
  }
}

/** Whether a run ended as the recording says. */
function nameMatches({ failure, missing }: Run, [code]: readonly FailureCode[]): boolean {
  return !missing && failure?.code === code
}

function verdictOf(end: Run | undefined, codes: readonly FailureCode[]): HarCall['verdict'] {
  if (codes.length) return 'refused'
  return end?.type === 'opaque' || end?.type === 'opaqueredirect' ? 'opaque' : 'readable'
}
