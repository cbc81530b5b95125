import { mergeVary } from '../fetch/vary.ts'
import { report } from '../runtime/report.ts'
import { copyOf } from './copy.ts'
import type { AnswerLines } from './headers.ts'
import type { CorsRequest } from './request.ts'

/**
 * The findings of one pass over the headers of a response. All responses share them, because an object for each costs
 * time. Sharing is safe, because the findings are read directly after the pass, before any other code can run.
 */
let givenVary: string | null
let foreign: string[] | undefined

/**
 * The last request whose response got headers, and the lines of its policy. They show whether a policy removes the
 * headers of another one inside it. Nothing has to be kept for each request: if another request comes between the two
 * policies, the next nested answer is noticed.
 */
let lastRequest: CorsRequest | undefined
let lastLines: AnswerLines | undefined

/** The report about a policy inside another. */
export const NESTED = 'A policy inside another loses its headers: mount the most specific first, or use corsage/routes'

/** Forgets the last request, if the policy that comes next is not around another one, or is so on purpose. */
export function forgetLast(): void {
  lastRequest = undefined
}

/**
 * Puts the policy's headers on a copy of the application's response (https://fetch.spec.whatwg.org/#http-responses). It
 * replaces any `Access-Control-*` headers that the response has, because two permissions fail the CORS check, and
 * because the policy alone decides. So it does with `Timing-Allow-Origin` if the option is on. The body, the status and
 * all other headers stay.
 *
 * It is always a copy. The application may send the same response to the next request, keep it in a cache, or send it
 * from a route without a policy, and one visitor's permission must not go there with it.
 *
 * Errors and redirects are decorated like any other response: browsers check each redirect on its own
 * (https://fetch.spec.whatwg.org/#http-fetch), and a page that cannot read an error sees only a CORS failure.
 *
 * @param allowedOrigin the value of `Access-Control-Allow-Origin`; empty if nothing is shared
 * @param lines the other header lines, of an actual request or of a preflight
 * @throws {TypeError} if the application did not answer with a response
 */
export function decorate(
  response: Response,
  request: CorsRequest,
  allowedOrigin: string,
  lines: AnswerLines,
): Response {
  const copy = copyOf(response, request)
  // Nothing may be changed when the connection switches to another protocol.
  if (copy === response) return copy
  const { headers } = copy
  givenVary = null
  // As a type, because the compiler does not see that `look` changes it.
  foreign = undefined as string[] | undefined
  // `forEach`, because iterators over headers cost up to five times as much.
  headers.forEach(look)
  if (foreign) {
    if (request === lastRequest && lines !== lastLines && !lastLines!.isNested) {
      lastLines!.isNested = true
      report(NESTED)
    }
    for (const name of foreign) headers.delete(name)
  }
  if (lines.timing) headers.delete(lines.timing)
  lastRequest = request
  lastLines = lines
  return permit(copy, allowedOrigin, lines, givenVary)
}

function look(value: string, name: string): void {
  if (name.startsWith('access-control-')) (foreign ??= []).push(name)
  else if (name === 'vary') givenVary = value
}

/**
 * Adds the policy's headers to a response of our own, which has no `Access-Control-*` headers. Uses `append` if no old
 * value is there, because `set` takes as long as the rest of a GET on Deno.
 *
 * @param vary the value of `Vary` that the response already has
 */
export function permit(
  response: Response,
  allowedOrigin: string,
  { vary: added, allowed }: AnswerLines,
  vary: string | null = null,
): Response {
  const { headers } = response
  // On every response, also without `Origin` and on refusals: a cache would otherwise give one origin the response that
  // was made for another (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
  if (added && vary === null) headers.append('Vary', added)
  else if (added) headers.set('Vary', mergeVary(vary, added))
  // A refused origin gets none of the other lines either: they mean nothing without a permission, and would tell a
  // stranger about the policy.
  if (allowedOrigin) {
    // By index, because iterators cost time on Bun.
    for (let at = 0; at < allowed.length; at++) headers.append(allowed[at]![0], allowed[at]![1] || allowedOrigin)
  }
  return response
}
