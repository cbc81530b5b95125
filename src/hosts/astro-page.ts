import type { Layer } from '../layer.ts'
import { carryOver } from './carry-over.ts'

/**
 * Requests whose answers Astro replaces by its page for 404 or 500, for which it runs the middleware again. Each has the
 * headers of the policy, and those of the answer that is replaced if there is one.
 */
export type PendingPages = WeakMap<Request, readonly [given: Headers, replaced?: Headers]>

/** Whether Astro puts its own page in place of a response. It then keeps the headers of the response. */
export function isReplaced({ status, body }: Response): boolean {
  return (status === 404 || status === 500) && body === null
}

/** Puts the policy's headers on an answer that Astro is going to replace. */
export function coverReplaced(
  layer: Layer,
  pages: PendingPages,
  request: Request,
  response: Response,
  given: Headers,
): Response {
  const answer = carryOver(layer, given, response, request)
  pages.set(request, [given, answer.headers])
  return answer
}

/**
 * Puts the policy's headers on the page that Astro renders in place of an answer.
 *
 * @returns `undefined` for a request that has not been decided yet
 */
export function coverPage(
  layer: Layer,
  pages: PendingPages,
  request: Request,
  next: () => Promise<Response>,
): Promise<Response> | undefined {
  const [given, replaced] = pages.get(request) ?? []
  return (
    given &&
    next().then((response) => {
      const page = carryOver(layer, given, response, request)
      const vary = page.headers.get('vary')
      // Astro keeps that of the answer.
      if (vary) replaced?.set('vary', vary)
      return page
    })
  )
}

/** Gives an answer an empty body, so that Astro sends it. */
export function unreplaced(response: Response): Response {
  return isReplaced(response) ? new Response(new Uint8Array(), response) : response
}
