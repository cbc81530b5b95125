import type { Header } from '../../browser/index.ts'
import { checkHost } from './address.ts'
import { connect } from './connect.ts'
import { ExchangeError, toExchangeError } from './exchange-error.ts'
import { sendHttp1 } from './http-1.ts'
import { sendHttp2 } from './http-2.ts'

/** A request, with exactly these header lines. `Host` is the only one that is added. */
export interface Sent {
  readonly method: string
  readonly url: URL
  readonly headers: readonly Header[]
  readonly body?: Uint8Array | null | undefined
}

/** What a server sent. In a header value, each character stands for one byte. */
export interface Received {
  readonly status: number
  readonly statusText: string
  /** All lines as they came, duplicates included. */
  readonly headers: readonly Header[]
  readonly body: Uint8Array
  /** Whether the body has more than this, because it is too long or too slow. */
  readonly isCut: boolean
  readonly protocol: 'http/1.1' | 'h2'
}

export interface Limits {
  /** The milliseconds for everything: name, connection, headers and body. */
  readonly timeout: number
  /** The most bytes of header lines. */
  readonly maxHeaders: number
  /** The most bytes of a body that are kept. With 0, the body is not read. */
  readonly maxBody: number
  /** Whether private addresses are allowed. */
  readonly allowsPrivate: boolean
}

export const USUAL_LIMITS: Limits = { timeout: 10_000, maxHeaders: 65_536, maxBody: 0, allowsPrivate: false }

/**
 * Makes one exchange over a connection of its own: HTTP/1.1, or HTTP/2 where the server chooses it. Redirects are not
 * followed, and no header is left out, `Origin` and `Cookie` included. Certificates are checked as Node checks them
 * (NODE_EXTRA_CA_CERTS adds authorities). Proxies are not used.
 *
 * @throws {ExchangeError} if there is no answer
 */
export async function exchange(sent: Sent, limits: Limits): Promise<Received> {
  const { url } = sent
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ExchangeError('invalid', `${url.protocol} is not a scheme of HTTP`)
  checkHost(url, limits.allowsPrivate)
  const abort = new AbortController()
  const timer = setTimeout(() => {
    abort.abort(new ExchangeError('timeout', `no answer within ${limits.timeout / 1000} s`))
  }, limits.timeout)
  try {
    const { socket, isHttp2 } = await connect(url, limits.allowsPrivate, abort.signal)
    try {
      return await (isHttp2 ? sendHttp2 : sendHttp1)(sent, socket, limits, abort.signal)
    } finally {
      socket.destroy()
    }
  } catch (error) {
    throw toExchangeError(error)
  } finally {
    clearTimeout(timer)
  }
}
