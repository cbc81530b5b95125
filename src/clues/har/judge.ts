import type { FailureCode } from '../../browser/terms/failure.ts'
import { unsafeHeaders } from '../../browser/request/safelist.ts'
import { FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { getHeader } from '../../browser/terms/header-list.ts'
import { originOf } from '../../browser/terms/origin.ts'
import { isRedirectStatus } from '../../browser/terms/status.ts'
import type { Mode } from '../../browser/terms/wire.ts'
import { readMessage } from '../console/read.ts'
import type { Dialect } from './dialect.ts'
import type { HarExchange } from './exchange.ts'
import { type Guess, type HarPage, run, type Run } from './run.ts'
import type { Tape } from './tape.ts'

/** What a recording lacks to decide about a call. */
export type HarGap = 'page' | 'credentials' | 'mode' | 'redirect-mode' | 'preflight' | 'response' | 'reason'

/** What is certain about a call. */
export interface Judgement {
  /** Every end that the recording allows, with one run for each. One, if the recording decides. */
  readonly ends: readonly Run[]
  /** The failures that the call can have had, if it failed. */
  readonly codes: readonly FailureCode[]
  readonly missing: readonly HarGap[]
  /** What is assumed, because every call is so that does not say otherwise. */
  readonly assumes: readonly HarGap[]
  readonly used: readonly HarExchange[]
}

/** Tries every guess about a call, and keeps those that the recording allows. */
export async function judge(tape: Tape, first: HarExchange, page: HarPage, dialect: Dialect): Promise<Judgement> {
  const runs = await runsOf(tape, first, page, dialect)
  const possible = runs.filter((one) => isPossible(one, first, dialect))
  // `fetch()` follows redirects unless it is asked not to.
  const usual = possible.filter((one) => !isUnusual(one, possible))
  const ends = distinct(usual)
  const assumes: HarGap[] = ends.length < distinct(possible).length ? ['redirect-mode'] : []
  const [end] = ends
  const used = end ? [...end.used, ...(end.target ? [end.target] : [])] : [first]
  const said = codesSaid(first, end?.used ?? [], end?.target)
  if (ends.length === 1 && !end!.missing) return { ends, codes: codesOf(ends), missing: [], assumes, used }
  // The browser itself names some failures.
  if (said.length === 1) return { ends, codes: said, missing: [], assumes, used }
  if (!end) return { ends, codes: said, missing: ['reason'], assumes, used }
  // Without a response, every failure of it is possible, except where the browser names some.
  const codes = ends.some((one) => one.missing) || !codesOf(ends).length ? said : codesOf(ends)
  return { ends, codes, missing: gaps(ends), assumes, used }
}

/** One run for each guess. A call without a redirect ends in the same way in each redirect mode. */
async function runsOf(tape: Tape, first: HarExchange, page: HarPage, { profile }: Dialect): Promise<Run[]> {
  const runs: Run[] = []
  for (const guess of guesses(first, page, tape)) {
    // oxlint-disable-next-line no-await-in-loop
    const following = await run(tape, first, page, profile, { ...guess, redirect: 'follow' })
    runs.push(following)
    if (!following.used.some(({ status }) => isRedirectStatus(status))) continue
    for (const redirect of ['error', 'manual'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      runs.push(await run(tape, first, page, profile, { ...guess, redirect }))
    }
  }
  return runs
}

/** Whether a run does not follow redirects, where one that follows them ends as well. */
function isUnusual({ guess: { mode, credentials, redirect } }: Run, possible: readonly Run[]): boolean {
  return (
    redirect !== 'follow' &&
    possible.some(
      ({ guess, missing }) =>
        guess.redirect === 'follow' && guess.mode === mode && guess.credentials === credentials && !missing,
    )
  )
}

/** The guesses that the request headers leave open. */
function guesses(first: HarExchange, { origin }: HarPage, tape: Tape): Omit<Guess, 'redirect'>[] {
  const isOwn = origin === originOf(first.url)
  const sent = getHeader(first.headers, 'sec-fetch-mode')
  // Only mode `cors` has preflights.
  const isPreflighted = tape.preflight(first.method, first.url, first, new Set()) !== undefined
  const modes: readonly Mode[] = isPreflighted
    ? ['cors']
    : sent === 'cors' || sent === 'no-cors' || sent === 'same-origin'
      ? [sent]
      : modesOf(first, isOwn)
  // Cookies to another origin are sent only with `include`. Without cookies, nothing is known: there may be none to send.
  const hasCookies = getHeader(first.headers, 'cookie') !== null
  const credentials = hasCookies && !isOwn ? (['include'] as const) : (['same-origin', 'include'] as const)
  return modes.flatMap((mode) => credentials.map((one) => ({ mode, credentials: one })))
}

/** A request to another origin has an `Origin` in mode `cors`, and a GET none in mode `no-cors`. */
function modesOf({ headers, method, status }: HarExchange, isOwn: boolean): readonly Mode[] {
  const hasOrigin = getHeader(headers, 'origin') !== null
  const canBeOpaque = /^(GET|HEAD|POST)$/.test(method)
  if (isOwn) return canBeOpaque ? ['cors', 'same-origin', 'no-cors'] : ['cors', 'same-origin']
  if (hasOrigin && (method === 'GET' || method === 'HEAD')) return ['cors']
  // Headers of a request that was never sent are incomplete.
  if (status === 0) return canBeOpaque ? ['cors', 'no-cors', 'same-origin'] : ['cors', 'same-origin']
  if (!canBeOpaque) return ['cors']
  return hasOrigin ? ['cors', 'no-cors'] : ['no-cors']
}

/** Whether a run fits to what the recording says about the end of the call. */
function isPossible({ failure, missing, used, guess, target }: Run, first: HarExchange, dialect: Dialect): boolean {
  // Only a browser that follows redirects asks for their target.
  const isFollowed = target !== undefined && dialect.showsRedirects
  if (isFollowed && guess.redirect !== 'follow') return false
  // A browser that got an answer there was not stopped before.
  if (isFollowed && failure && target.status > 0) return false
  if (missing === 'request' && guess.redirect === 'follow' && used.length && dialect.showsRedirects) return isOdd(used)
  // The browser sends the request after its preflight, and shows that.
  const isUnsent = missing === 'response' && dialect.showsSent && used.at(-1)?.isSent === false
  if (isUnsent && used.some(({ isPreflight }) => isPreflight)) return false
  if (missing || !dialect.saysFailed) return true
  const errors = [first, ...used, target].flatMap((one) => one?.error ?? [])
  if (errors.some((error) => ABORTED.test(error))) return true
  if (!failure || !errors.length) return !failure === !errors.length
  const said = codesSaid(first, used, target)
  return !said.length || said.includes(failure.code)
}

/** Whether a redirect goes to a URL beyond ASCII, which recordings spell in other ways than the entry that follows. */
function isOdd(used: readonly HarExchange[]): boolean {
  return /[^ -~]/.test(getHeader(used.at(-1)!.responseHeaders, 'location') ?? '')
}

/** What Chromium says when the page, or the browser itself, ends a request. It also says it of responses without a body. */
const ABORTED = /\bERR_ABORTED\b/

/** The failures that the browser names, without those that the request cannot have. */
function codesSaid(first: HarExchange, used: readonly HarExchange[], target: HarExchange | undefined): FailureCode[] {
  const found = [first, ...used, target].find((one) => one?.error !== undefined)
  const codes = found ? (readMessage(found.error!)?.codes ?? []) : []
  if (isSimple(first) && !used.some((one) => one.isPreflight)) {
    return codes.filter((code) => !code.startsWith('preflight-'))
  }
  if (codes[0] !== 'network-error') return [...codes]
  // A failure of the network is the preflight's if that got no response.
  const preflight = used.find((one) => one.isPreflight)
  if (!preflight) return [...codes]
  return [preflight.status === 0 ? 'preflight-network-error' : 'network-error']
}

/** Whether a request needs no preflight. One with a body may need it, if the page listens to its upload. */
function isSimple({ method, headers }: HarExchange): boolean {
  const own = headers.filter(([name, value]) => !isOfBrowser(name, value))
  return (method === 'GET' || method === 'HEAD') && unsafeHeaders(own).length === 0
}

/** Whether the browser itself sets a header. A page may set `User-Agent` to something else. */
function isOfBrowser(name: string, value: string): boolean {
  return (
    FORBIDDEN_REQUEST_HEADER.test(name.toLowerCase()) ||
    (/^user-agent$/i.test(name) && value.startsWith('Mozilla/5.0 '))
  )
}

function nameOfEnd({ failure, missing, type }: Run): string {
  return missing ?? failure?.code ?? type
}

function distinct(runs: readonly Run[]): Run[] {
  return [...new Map(runs.toReversed().map((one) => [nameOfEnd(one), one])).values()].toReversed()
}

function codesOf(ends: readonly Run[]): FailureCode[] {
  return ends.flatMap(({ failure, missing }) => (failure && !missing ? failure.code : []))
}

/** What decides between several ends: the guesses in which they differ, and what the recording does not have. */
function gaps(ends: readonly Run[]): HarGap[] {
  const lacks = ends.flatMap(({ missing }): HarGap[] => (missing ? [missing === 'request' ? 'response' : missing] : []))
  const differ = (name: keyof Guess): boolean => new Set(ends.map(({ guess }) => guess[name])).size > 1
  return [
    ...new Set<HarGap>([
      ...lacks,
      ...(differ('credentials') ? (['credentials'] as const) : []),
      ...(differ('mode') ? (['mode'] as const) : []),
      ...(differ('redirect') ? (['redirect-mode'] as const) : []),
    ]),
  ]
}
