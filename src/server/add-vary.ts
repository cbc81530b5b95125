import { mergeVary } from '../fetch/vary.ts'
import { checkResponse, copyOf } from './copy.ts'
import type { CorsRequest } from './request.ts'

/**
 * Adds names to `Vary` on a copy of the application's response. Without names, the response stays as it is.
 *
 * @throws {TypeError} if the application did not answer with a response
 */
export function addVary(response: Response, request: CorsRequest, names: string): Response {
  if (!names) {
    checkResponse(response, request)
    return response
  }
  const copy = copyOf(response, request)
  if (copy !== response) copy.headers.set('Vary', mergeVary(copy.headers.get('Vary'), names))
  return copy
}
