import { respond } from '../runtime/respond.ts'
import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Makes the response that SvelteKit would make of a `redirect()` or an `error()` that another `handle` throws, so that
 * the layer can put its headers on it. SvelteKit makes both outside of all handles. Those of routes are made inside.
 *
 * @param cookies the lines of `Set-Cookie`, which SvelteKit adds to a redirect only
 * @returns `undefined` for all other values. Neither class of SvelteKit is an `Error`
 */
export function answerThrown(thrown: unknown, cookies: Iterable<string>): Response | undefined {
  if (thrown instanceof Error) return undefined
  // Only own members, because those of a `Response` are inherited.
  const { status, location, body } = unpolluted(Object(thrown) as Members)
  if (typeof status !== 'number') return undefined
  if (typeof location === 'string')
    return respond(status, null, [
      ['Location', location],
      ...[...cookies].map((line): [string, string] => ['Set-Cookie', line]),
    ])
  return typeof body === 'object'
    ? respond(status, JSON.stringify(body), [['Content-Type', 'application/json']])
    : undefined
}

interface Members {
  readonly status?: unknown
  readonly location?: unknown
  readonly body?: unknown
}

/**
 * Makes the 304 that SvelteKit would make outside of all handles, with a list of headers that lacks CORS headers, if the
 * client has the response already. It compares as SvelteKit does, so that SvelteKit never makes one after this.
 */
export function notModified(response: Response, { headers }: Request): Response {
  const etag = response.headers.get('etag')
  if (response.status !== 200 || !etag || headers.get('if-none-match')?.replace('W/"', '"') !== etag) return response
  // Nobody is left to hear that it cannot be closed.
  response.body?.cancel().catch(() => {})
  return respond(
    304,
    null,
    [...response.headers].filter(([name]) => !/^content-(length|type|encoding)$/.test(name)),
  )
}
