import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Transport, TransportResponse } from '../../browser/terms/wire.ts'
import { type AddressRules, checkHost, guardedLookup } from './address-guard.ts'
import { exchangeHttp1 } from './http1.ts'
import { exchangeHttp2 } from './http2.ts'
import { NetworkFailure } from './network-failure.ts'
import { failureOf } from './reason.ts'
import type { Sent } from './sent.ts'

export interface TransportOptions extends AddressRules {
  /** How long an exchange may take, up to the end of the response's headers, in milliseconds. By default 10 000. */
  readonly timeout?: number | undefined
}

/** What a connection may take, by default. */
export const TIMEOUT_MS = 10_000

/**
 * A transport over real connections. It sends exactly the given headers, also those that `fetch()` keeps for itself:
 * `Origin`, `Sec-Fetch-*`, `Access-Control-Request-*`. It follows no redirects and reads no bodies. Over TLS, the server
 * chooses HTTP/2 or HTTP/1.1, as it does for browsers.
 *
 * Each exchange has its own connection, so that an endless response keeps nothing waiting.
 *
 * @throws {NetworkFailure} from the transport, if there is no response; its message says why
 */
export function createTransport(options: TransportOptions): Transport {
  return async (sent) => {
    checkHost(sent.url, options)
    const timeout = options.timeout ?? TIMEOUT_MS
    const ended = new AbortController()
    const timer = setTimeout(() => ended.abort(), timeout)
    try {
      return await Promise.race([exchange(sent, options, ended.signal), untilAborted(ended.signal, timeout)])
    } catch (error) {
      throw failureOf(error)
    } finally {
      clearTimeout(timer)
      // Whatever is still open is of no use any more: the body, or a connection that was never made.
      ended.abort()
    }
  }
}

async function exchange(sent: Sent, options: TransportOptions, signal: AbortSignal): Promise<TransportResponse> {
  const socket = await connect(sent.url, options, signal)
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
  if (signal.aborted) socket.destroy()
  const isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2'
  return await (isHttp2 ? exchangeHttp2(sent, socket) : exchangeHttp1(sent, socket))
}

function connect(url: URL, options: TransportOptions, signal: AbortSignal): Promise<Socket | TLSSocket> {
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const place = { host, port: Number(url.port || (isSecure ? 443 : 80)), lookup: guardedLookup(url.hostname, options) }
  return new Promise((resolve, reject) => {
    const socket = isSecure
      ? connectTls({
          ...place,
          ALPNProtocols: ['h2', 'http/1.1'],
          // An address is no server name (RFC 6066, section 3).
          ...(isIP(host) === 0 && { servername: host }),
        })
      : connectTcp(place)
    socket.once(isSecure ? 'secureConnect' : 'connect', () => resolve(socket))
    socket.on('error', reject)
    socket.once('close', () =>
      reject(new NetworkFailure('the server closed the connection without a response', 'ECONNRESET')),
    )
    signal.addEventListener('abort', () => socket.destroy(), { once: true })
  })
}

function untilAborted(signal: AbortSignal, timeout: number): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new NetworkFailure(`there was no response within ${timeout / 1000} seconds`, 'TIMEOUT'))
    })
  })
}
