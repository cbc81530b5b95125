import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { ProfileName } from '../../browser/profile.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import { getHeader, type Header } from '../../browser/terms/header-list.ts'
import type { CredentialsMode, Mode, RedirectMode, WireRequest, WireResponse } from '../../browser/terms/wire.ts'
import { createUserAgent } from '../../browser/user-agent.ts'
import type { HarExchange } from './exchange.ts'
import { type Played, play, type Tape } from './tape.ts'

/** A guess about what a recording does not show of a call. */
export interface Guess {
  readonly mode: Mode
  readonly credentials: CredentialsMode
  readonly redirect: RedirectMode
}

/** How the simulated browser ends with a guess. */
export interface Run extends Played {
  readonly guess: Guess
  readonly type: WireResponse['type']
  readonly failure: Failure | undefined
  /** The entry to which the last redirect leads, if the simulated browser did not go there. */
  readonly target: HarExchange | undefined
}

/** The page that made a call, as far as the recording shows it. */
export interface HarPage {
  readonly origin: string
  readonly url: string | undefined
}

/** Makes the call again with a guess, against the recorded responses. */
export async function run(
  tape: Tape,
  first: HarExchange,
  page: HarPage,
  profile: ProfileName,
  guess: Guess,
): Promise<Run> {
  const played: Played = { used: [], missing: undefined }
  const agent = createUserAgent({ transport: play(tape, first, played), profile })
  const { type, failure } = await agent.fetch(requestOf(tape, first, page, guess))
  const last = played.used.at(-1)
  const target = last && tape.target(last, new Set(played.used))
  return { guess, type, failure, target, ...played }
}

/**
 * The call as a page's API passes it on. Its headers are those for which the browser asked permission: the others of the
 * recording may be the browser's own, such as the `Cache-Control` of an open network panel, and needed none.
 */
export function requestOf(tape: Tape, first: HarExchange, { origin, url }: HarPage, guess: Guess): WireRequest {
  const preflights = preflightsOf(tape, first)
  const names = preflights.flatMap(
    ({ headers }) => getHeader(headers, 'access-control-request-headers')?.split(',') ?? [],
  )
  return {
    url: first.url.href,
    client: { origin, url },
    method: first.method,
    headers: [...new Set(names.map((name) => name.trim().toLowerCase()))].flatMap(unsafeHeader),
    // A forced preflight need not permit the method, and others must.
    forcePreflight: preflights.length > 0 && !names.length && SAFELISTED_METHODS.includes(first.method),
    ...guess,
  }
}

/** The preflights of a call and of its redirects. The first may need none, if it stays within the page's origin. */
function preflightsOf(tape: Tape, first: HarExchange): HarExchange[] {
  const found: HarExchange[] = []
  const seen = new Set<HarExchange>()
  for (let at: HarExchange | undefined = first; at && !seen.has(at); at = tape.target(at, seen)) {
    seen.add(at)
    const preflight = tape.preflight(at.method, at.url, at, seen)
    if (preflight) found.push(preflight)
  }
  return found
}

/** A header that needs a permission, whatever its name is: no safelist has this value. */
function unsafeHeader(name: string): Header[] {
  return name ? [[name, '(']] : []
}
