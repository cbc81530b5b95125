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
  return { guess, type, failure, ...played }
}

/**
 * The call as a page's API passes it on. Its headers are those for which the browser asked permission: the others of the
 * recording may be the browser's own, such as the `Cache-Control` of an open network panel, and needed none.
 */
export function requestOf(tape: Tape, first: HarExchange, { origin, url }: HarPage, guess: Guess): WireRequest {
  const preflight = tape.preflight(first.method, first.url, first, new Set())
  const names = preflight && getHeader(preflight.headers, 'access-control-request-headers')
  const { href } = first.url
  return {
    url: href,
    client: { origin, url },
    method: first.method,
    headers: names ? names.split(',').flatMap(unsafeHeader) : [],
    forcePreflight: preflight !== undefined,
    ...guess,
  }
}

/** A header that needs a permission, whatever its name is: no safelist has this value. */
function unsafeHeader(name: string): Header[] {
  const trimmed = name.trim()
  return trimmed ? [[trimmed, '(']] : []
}
