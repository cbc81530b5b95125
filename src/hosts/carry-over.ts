import { mergeVary } from '../fetch/vary.ts'
import { type Layer, replaces } from '../layer.ts'
import { copyOf } from '../server/copy.ts'
import type { CorsRequest } from '../server/request.ts'

/**
 * Puts the headers that a layer has given to one response on another, which the layer does not see. `Vary` is merged,
 * and the layer's permissions replace those of the response, because one permission has one owner.
 *
 * @returns a copy, because the application may send one response more than once
 */
export function carryOver(layer: Layer, given: Headers, response: Response, request: CorsRequest): Response {
  const copy = copyOf(response, request)
  // Nothing may be changed when the connection switches to another protocol.
  if (copy === response) return copy
  const { headers } = copy
  for (const name of [...headers.keys()]) if (replaces(layer, request, name)) headers.delete(name)
  given.forEach((value, name) => headers.set(name, name === 'vary' ? mergeVary(headers.get(name), value) : value))
  return copy
}
