import type { Outcome, Sending } from '../../calls/call.ts'

/** A call to be made. The page sends this to the sandboxed frame. */
export interface Dispatch {
  readonly url: string
  readonly send: Sending
}

/** Milliseconds until a call is given up. Long enough for a Worker that is being reloaded. */
const PATIENCE = 10_000

/** Makes a call, and returns everything that a page can know about the result. */
export async function send({ url, send: { method, headers, body, credentials } }: Dispatch): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
      ...(credentials && { credentials }),
    })
    const { status, redirected } = response
    return { kind: 'read', status, redirected, headers: [...response.headers], body: await response.text() }
  } catch (error) {
    return { kind: 'refused', error: String(error) }
  }
}
