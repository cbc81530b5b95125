import type { Failure } from '../../browser/terms/failure.ts'
import { inCode } from '../../wording/code.ts'
import { messageOf } from '../../wording/message-of.ts'

/**
 * Why there was no response, as the end of a sentence: the message of the network, which may hold anything that a server
 * sent, or the schemes that a browser fetches.
 */
export function causeOf({ cause, expected, actual }: Failure): string {
  const message = messageOf(cause)
  if (message !== undefined) return `: ${inCode(message)}`
  return actual ? ` because browsers fetch only ${expected} here, and the URL's scheme is ${inCode(actual)}` : ''
}
