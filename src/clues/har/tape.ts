import { getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { isRedirectStatus } from '../../browser/terms/status.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import type { Transport, TransportResponse } from '../../browser/terms/wire.ts'
import type { HarExchange } from './exchange.ts'

/** The exchanges of a recording, found by method and URL. */
export class Tape {
  readonly #actual = new Map<string, HarExchange[]>()
  readonly #preflights = new Map<string, HarExchange[]>()
  readonly #used = new Set<HarExchange>()

  constructor(exchanges: readonly HarExchange[]) {
    for (const exchange of exchanges) {
      const { isPreflight, method, url, headers } = exchange
      const asked = isPreflight ? (getHeader(headers, 'access-control-request-method') ?? '') : method
      const map = isPreflight ? this.#preflights : this.#actual
      const key = keyOf(asked, url)
      const list = map.get(key)
      if (list) list.push(exchange)
      else map.set(key, [exchange])
    }
  }

  isUsed(exchange: HarExchange): boolean {
    return this.#used.has(exchange)
  }

  use(exchanges: Iterable<HarExchange>): void {
    for (const exchange of exchanges) this.#used.add(exchange)
  }

  /** The first request of a method to a URL from an entry on, which no other call has made. */
  actual(method: string, url: URL, from: HarExchange, taken: ReadonlySet<HarExchange>): HarExchange | undefined {
    const isLater = (one: HarExchange): boolean => one === from || !(one.started < from.started)
    return this.#first(this.#actual, keyOf(method, url), (one) => isLater(one) && !taken.has(one))
  }

  /**
   * The first preflight for a method and a URL that was sent since a call began. Engines list it before or after the call.
   * A proxy sees a call only after its preflight, so an earlier one that no other call has used counts as well.
   */
  preflight(method: string, url: URL, from: HarExchange, taken: ReadonlySet<HarExchange>): HarExchange | undefined {
    const key = keyOf(method, url)
    const isLater = (one: HarExchange): boolean => !(one.started < from.started - CLOCK_STEP_MS)
    return (
      this.#first(this.#preflights, key, (one) => isLater(one) && !taken.has(one)) ??
      this.#first(this.#preflights, key, (one) => !taken.has(one))
    )
  }

  /** The entry to which a redirect leads, whatever its scheme and its method: browsers list it even if they refuse to go there. */
  target(exchange: HarExchange, taken: ReadonlySet<HarExchange>): HarExchange | undefined {
    const location = targetOf(exchange)
    if (!location) return
    const isLater = (one: HarExchange): boolean =>
      one !== exchange && !(one.started < exchange.started) && !taken.has(one)
    for (const method of [exchange.method, 'GET', 'HEAD']) {
      const found = this.#first(this.#actual, keyOf(method, location), isLater)
      if (found) return found
    }
    return
  }

  #first(
    map: ReadonlyMap<string, HarExchange[]>,
    key: string,
    isWanted: (exchange: HarExchange) => boolean,
  ): HarExchange | undefined {
    const list = map.get(key) ?? []
    // Entries are used from the start, so a long list of one URL is not searched again and again.
    const kept = list.findIndex((one) => !this.#used.has(one))
    list.splice(0, kept < 0 ? list.length : kept)
    return list.find((one) => !this.#used.has(one) && isWanted(one))
  }
}

/** Browsers take the time of a call and of its preflight in different processes. */
const CLOCK_STEP_MS = 5

/** Where a response redirects, as the entries write it. */
function targetOf({ status, responseHeaders, url }: HarExchange): URL | undefined {
  const location = isRedirectStatus(status) ? getHeader(responseHeaders, 'location') : null
  const target = location === null ? undefined : parseUrl(location, url)
  return target && Object.assign(target, { hash: '', username: '', password: '' })
}

function keyOf(method: string, { href }: URL): string {
  return `${method} ${href}`
}

/** What a run of the simulated browser found on the tape. */
export interface Played {
  readonly used: HarExchange[]
  /** What the browser asked for, and the recording does not have. */
  missing: 'preflight' | 'request' | 'response' | undefined
}

/**
 * A server that answers as the recording says. If there is no preflight, although the request was answered, then the
 * browser had the permission already, or the recording shows no preflights: it is assumed to be given.
 */
export function play(tape: Tape, from: HarExchange, played: Played): Transport {
  const taken = new Set<HarExchange>()
  const take = (exchange: HarExchange): TransportResponse => {
    taken.add(exchange)
    played.used.push(exchange)
    if (exchange.status > 0) return { status: exchange.status, headers: exchange.responseHeaders.map(asBytes) }
    return lack('response')
  }
  const lack = (what: Played['missing']): never => {
    played.missing = what
    throw new Error('The recording has no response')
  }
  return ({ method, url, headers }) => {
    const asked = getHeader(headers, 'access-control-request-method')
    if (method !== 'OPTIONS' || asked === null) {
      const found = tape.actual(method, url, from, taken)
      return found ? take(found) : lack('request')
    }
    const found = tape.preflight(asked, url, from, taken)
    if (found) return take(found)
    const next = tape.actual(asked, url, from, taken)
    return next?.status ? permission(headers, asked) : lack('preflight')
  }
}

/** The answer to a preflight that permits what it asks for. */
export function permission(headers: HeaderList, method: string): TransportResponse {
  const names = getHeader(headers, 'access-control-request-headers')
  return {
    status: 204,
    headers: [
      ['Access-Control-Allow-Origin', getHeader(headers, 'origin') ?? 'null'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', method],
      ...(names === null ? [] : [['Access-Control-Allow-Headers', names] as const]),
    ],
  }
}

/** Recordings are text, and headers are bytes. A character that is no byte was one once, or several. */
function asBytes([name, value]: readonly [string, string]): readonly [string, string] {
  if (/^location$/i.test(name)) return [name, encodeURI(value).replaceAll('%25', '%')]
  return [name, value.replaceAll(/[\0\n\r\u0100-\uFFFF]/g, '\u00FF')]
}
