import type { FailureCode } from '../../browser/terms/failure.ts'
import { getHeader } from '../../browser/terms/header-list.ts'
import { originOf } from '../../browser/terms/origin.ts'
import type { Mode, RedirectMode } from '../../browser/terms/wire.ts'
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
  readonly used: readonly HarExchange[]
}

/** Tries every guess about a call, and keeps those that the recording allows. */
export async function judge(tape: Tape, first: HarExchange, page: HarPage, dialect: Dialect): Promise<Judgement> {
  const runs: Run[] = []
  for (const guess of guesses(first, page)) {
    // oxlint-disable-next-line no-await-in-loop
    const tried = await run(tape, first, page, dialect.profile, guess)
    // A call without a redirect ends in the same way in each redirect mode.
    if (guess.redirect === 'follow' || tried.used.some(({ status }) => isRedirect(status))) runs.push(tried)
  }
  const possible = runs.filter((one) => isPossible(one, first, dialect))
  const ends = distinct(possible)
  const used = ends[0]?.used ?? [first]
  if (!ends.length) return { ends, codes: codesInError(first) ?? [], missing: ['reason'], used }
  if (ends.length === 1 && !ends[0]!.missing) return { ends, codes: codesOf(ends), missing: [], used }
  return { ends, codes: codesOf(ends), missing: gaps(ends), used }
}

/** The guesses that the request headers leave open. */
function guesses(first: HarExchange, { origin }: HarPage): Guess[] {
  const isOwn = origin === originOf(first.url)
  const sent = getHeader(first.headers, 'sec-fetch-mode')
  const modes: readonly Mode[] =
    sent === 'cors' || sent === 'no-cors' || sent === 'same-origin' ? [sent] : modesOf(first, isOwn)
  // Cookies to another origin are sent only with `include`. Without cookies, nothing is known: there may be none to send.
  const hasCookies = getHeader(first.headers, 'cookie') !== null
  const credentials = hasCookies && !isOwn ? (['include'] as const) : (['same-origin', 'include'] as const)
  const redirects: readonly RedirectMode[] = ['follow', 'error', 'manual']
  return modes.flatMap((mode) =>
    credentials.flatMap((one) => redirects.map((redirect) => ({ mode, credentials: one, redirect }))),
  )
}

/** A request to another origin has an `Origin` in mode `cors`, and a GET none in mode `no-cors`. */
function modesOf({ headers, method, status }: HarExchange, isOwn: boolean): readonly Mode[] {
  const hasOrigin = getHeader(headers, 'origin') !== null
  if (isOwn) return ['cors']
  if (hasOrigin && (method === 'GET' || method === 'HEAD')) return ['cors']
  // Headers of a request that was never sent are incomplete.
  return hasOrigin || status === 0 ? ['cors', 'no-cors'] : ['no-cors']
}

/** Whether a run fits to what the recording says about the end of the call. */
function isPossible({ failure, missing, used, guess }: Run, first: HarExchange, dialect: Dialect): boolean {
  const errors = (used.length ? used : [first]).flatMap(({ error }) => error ?? [])
  if (missing === 'request' && guess.redirect === 'follow' && used.length && dialect.showsRedirects) return false
  if (missing) return true
  if (!dialect.saysFailed) return true
  if (!failure || !errors.length) return !failure === !errors.length
  const said = errors.flatMap((error) => readMessage(error)?.codes ?? [])
  return !said.length || said.includes(failure.code)
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
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

function codesInError({ error }: HarExchange): readonly FailureCode[] | undefined {
  return error === undefined ? undefined : readMessage(error)?.codes
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
