import type { ConsoleMessages } from '../../browser/outcome/console-messages.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import type { Transport, TransportResponse, WireRequest } from '../../browser/terms/wire.ts'
import { createUserAgent } from '../../browser/user-agent.ts'

/** How one engine ends: its failure, and the URL that it asked last. */
export interface EngineEnd {
  readonly failure: Failure
  readonly finalUrl: string
}

/** An engine that does not fail, or that sends a request that was never made, has no end. */
export type EngineEnds = { readonly [Engine in keyof ConsoleMessages]?: EngineEnd }

/** An exchange, without what the policy says about it. */
export interface Recorded {
  readonly method: string
  readonly url: URL
  readonly response: TransportResponse | undefined
}

/**
 * Plays the recorded responses to each engine, because engines check a preflight response in different orders: of a
 * redirect without CORS headers, Chromium reports the redirect, Firefox the missing header, and WebKit the status. Each
 * console names the first check that fails there. No request leaves.
 */
export async function engineEnds(wire: WireRequest, recorded: readonly Recorded[]): Promise<EngineEnds> {
  const names = ['chromium', 'firefox', 'webkit'] as const
  const ends = await Promise.all(
    names.map(async (profile) => {
      const tape = replay(recorded)
      let finalUrl = ''
      const { failure } = await createUserAgent({ transport: tape.transport, profile }).fetch(wire, ({ detail }) => {
        const { url, location = url } = detail
        if (typeof location === 'string') finalUrl = location
      })
      return failure && !tape.isOver() ? { [profile]: { failure, finalUrl } } : {}
    }),
  )
  return Object.assign({}, ...ends) as EngineEnds
}

/** A server that sends each recorded response once, and knows no others. */
function replay(recorded: readonly Recorded[]): { transport: Transport; isOver: () => boolean } {
  const left = [...recorded]
  let over = false
  const transport: Transport = (sent) => {
    const at = left.findIndex(({ method, url }) => method === sent.method && url.href === sent.url.href)
    const [found] = at < 0 ? [] : left.splice(at, 1)
    over ||= !found
    if (!found?.response) throw new Error('No response')
    return found.response
  }
  return { transport, isOver: () => over }
}
