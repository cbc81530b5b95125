import type { Outcome, Sending } from '../../calls/call.ts'

/** A call to be made. The page sends this to the sandboxed frame. */
export interface Dispatch {
  readonly url: string
  readonly send: Sending
}

/** The `fetch()` of a browser, real or simulated. */
export type Fetch = (url: string, init: Omit<Sending, 'path' | 'times'> & { signal: AbortSignal }) => Promise<Response>

/** Milliseconds until a call is given up. Long enough for a Worker that is being reloaded. */
export const PATIENCE = 10_000

/** Makes a call, and returns everything that a page can know about the result. */
export async function send(dispatch: Dispatch, fetchIn: Fetch = fetch): Promise<Outcome> {
  const { times = 1 } = dispatch.send
  for (let done = 1; done < times; done++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, because the first fills the preflight cache
    await sendOnce(dispatch, fetchIn)
  }
  return sendOnce(dispatch, fetchIn)
}

async function sendOnce(
  { url, send: { path: _path, times: _times, ...init } }: Dispatch,
  fetchIn: Fetch,
): Promise<Outcome> {
  try {
    const response = await fetchIn(url, { ...init, signal: AbortSignal.timeout(PATIENCE) })
    if (response.type === 'opaque') return { kind: 'opaque' }
    const { status, redirected } = response
    return { kind: 'read', status, redirected, headers: [...response.headers], body: await response.text() }
  } catch (error) {
    return { kind: 'refused', error: String(error) }
  }
}
