import { quote } from '../../wording/quote.ts'
import { NetworkFailure } from './network-failure.ts'

/** What failures of connections mean, by the codes of Node and OpenSSL. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at this host and port',
  ECONNRESET: 'the server closed the connection without a response',
  EPIPE: 'the server closed the connection while the request was sent',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be looked up: the name server did not answer',
  ETIMEDOUT: 'the server could not be reached in time',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to the network of this host',
  CERT_HAS_EXPIRED: "the server's certificate has expired, so browsers refuse it",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet, so browsers refuse it",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "the server's certificate is signed by itself, so browsers refuse it until someone accepts it in a tab",
  SELF_SIGNED_CERT_IN_CHAIN: "an authority that this machine does not know signed the server's certificate",
  UNABLE_TO_GET_ISSUER_CERT: "an authority that this machine does not know signed the server's certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "an authority that this machine does not know signed the server's certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the server does not send the certificates between its own and that of the authority',
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for other host names, so browsers refuse it",
  EPROTO: 'the server does not speak TLS at this port: it may speak http in place of https',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS at this port: it may speak http in place of https',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS at this port: it may speak http in place of https',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the server and this machine have no version of TLS or cipher in common',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server and this machine have no version of TLS in common',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server asks for a certificate of the client, which pages cannot send',
  HPE_HEADER_OVERFLOW: "the response's headers are longer than browsers accept",
  HPE_INVALID_CONSTANT: 'the server does not speak HTTP at this port: it may speak https in place of http',
  HPE_CR_EXPECTED: 'the response has a line break in a header that HTTP does not allow',
  HPE_INVALID_CONTENT_LENGTH: 'the response has a malformed Content-Length',
  ERR_INVALID_CHAR: 'a header has a character that HTTP does not allow',
}

/** The failure of a connection, in words. */
export function failureOf(error: unknown): NetworkFailure {
  if (error instanceof NetworkFailure) return error
  const { code, message } = Object(error) as { code?: string; message?: string }
  // A host with several addresses fails once for each.
  const first = (Object(error) as { errors?: readonly unknown[] }).errors?.[0]
  if (first !== undefined && !(code !== undefined && code in REASONS)) return failureOf(first)
  const known = code === undefined ? undefined : (REASONS[code] ?? generic(code))
  if (known !== undefined) return new NetworkFailure(known, code, { cause: error })
  if (/socket hang up/i.test(message ?? ''))
    return new NetworkFailure(REASONS['ECONNRESET']!, 'ECONNRESET', { cause: error })
  return new NetworkFailure(`the connection failed with ${quote(message ?? error)}`, code, { cause: error })
}

function generic(code: string): string | undefined {
  if (code.startsWith('HPE_')) return `the response is not HTTP (${code})`
  if (code.startsWith('ERR_HTTP2_')) return `the response is not HTTP/2 (${code})`
  return /^(ERR_SSL_|ERR_TLS_|CERT_)/.test(code) ? `the connection over TLS failed (${code})` : undefined
}
