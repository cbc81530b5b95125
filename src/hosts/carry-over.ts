import { mergeVary } from '../fetch/vary.ts'
import { isUntouchable } from '../server/decorate.ts'

const FOREIGN = /^access-control-/

/**
 * Puts headers that a layer has given to one response on another, which the layer does not see: `Vary` is merged, and
 * the layer's permissions replace those of the response, because one permission has one owner.
 *
 * @returns a new response around the same body, because the application may share one response between requests
 */
export function carryOver(given: Headers | undefined, response: Response): Response {
  if (!given || isUntouchable(response)) return response
  const copy = new Response(response.body, response)
  const { headers } = copy
  for (const name of [...headers.keys()]) if (FOREIGN.test(name)) headers.delete(name)
  given.forEach((value, name) => {
    if (name === 'vary') headers.set(name, mergeVary(headers.get(name), value))
    else headers.append(name, value)
  })
  return copy
}
