import type { Question } from '../../explain/index.ts'
import type { ClueCall } from '../call.ts'

/** A call as a question for `explain()`, which still needs a page and somebody who answers. */
export function questionOfCall(
  call: ClueCall,
): Omit<Question, 'page' | 'network' | 'policy'> & { readonly page?: string } {
  const { url, method, headers, body, page, mode, credentials, redirect, keepalive } = call
  return {
    url,
    method,
    headers,
    ...(body !== null && body !== 'unknown' && { body: body.text }),
    ...(body === 'unknown' && { body: '' }),
    ...(page !== undefined && { page }),
    ...(mode && { mode }),
    ...(credentials && { credentials }),
    ...(redirect && { redirect }),
    ...(keepalive && { keepalive }),
  }
}
