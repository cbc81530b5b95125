import { messageOf } from '../../wording/message-of.ts'
import { visibleStart } from '../../wording/code.ts'

/**
 * Why there is no answer. `private`: the host is on a private network, and nobody allowed that. `closed`: the server
 * ended the connection first. `invalid`: what it sent is not HTTP.
 */
export type ExchangeReason =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'invalid'
  | 'private'
  | 'closed'
  | 'unreachable'

/** A server did not answer. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly reason: ExchangeReason
  /** The code of Node: `ECONNREFUSED`. */
  readonly code: string | undefined

  constructor(reason: ExchangeReason, message: string, code?: string) {
    super(message)
    this.reason = reason
    this.code = code
  }
}

/** Reasons by the codes of Node. The first pattern that matches counts. */
const REASONS: readonly (readonly [RegExp, ExchangeReason])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ERR_INVALID_IP_ADDRESS)$/, 'dns'],
  [/^(HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW)$/, 'too-large'],
  [/^(HPE_|ERR_HTTP2_|ERR_HTTP_|Z_)/, 'invalid'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, 'closed'],
  [/^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$|ERR_OSSL)/, 'tls'],
]

/** Any error of a connection as one with a reason. The message of an error can quote the server. */
export function toExchangeError(error: unknown): ExchangeError {
  if (error instanceof ExchangeError) return error
  const { code, errors } = Object(error) as { readonly code?: unknown; readonly errors?: readonly unknown[] }
  // Several addresses of one host were tried. The last of them was the last resort.
  if (Array.isArray(errors) && errors.length) return toExchangeError(errors.at(-1))
  const name = typeof code === 'string' ? code : ''
  const reason = REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? 'unreachable'
  return new ExchangeError(reason, visibleStart(messageOf(error) ?? name), name || undefined)
}
