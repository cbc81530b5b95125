import { visibleStart } from '../../wording/code.ts'
import { messageOf } from '../../wording/message-of.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { Header } from '../terms/header-list.ts'
import type {
  CacheMode,
  Client,
  CredentialsMode,
  Mode,
  RedirectMode,
  ReferrerPolicy,
  WireRequest,
} from '../terms/wire.ts'

/** The second argument of a page's `fetch()`, as far as it matters for CORS. */
export interface PageRequestInit {
  readonly method?: string | undefined
  readonly headers?: HeadersInit | undefined
  readonly body?: BodyInit | null | undefined
  readonly mode?: Mode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly cache?: CacheMode | undefined
  readonly keepalive?: boolean | undefined
  readonly referrer?: string | undefined
  readonly referrerPolicy?: ReferrerPolicy | undefined
  /** Required when the body is a stream. */
  readonly duplex?: 'half' | undefined
  readonly signal?: AbortSignal | null | undefined
}

/**
 * Turns the arguments of a page's `fetch()` into a request at the wire level.
 *
 * @throws {TypeError} for a stream without `duplex`, or with `keepalive`, and for headers that a request cannot have
 */
export async function wireRequest(client: Client, url: string, init: PageRequestInit): Promise<WireRequest> {
  const { method, mode, credentials, redirect, cache, keepalive, referrer, referrerPolicy, duplex } = init
  const isStream = init.body instanceof ReadableStream
  // https://fetch.spec.whatwg.org/#dom-request, step 39.1.
  if (isStream && duplex !== 'half') throw new TypeError("Body is a stream without duplex, expected duplex: 'half'")
  // https://fetch.spec.whatwg.org/#concept-bodyinit-extract: the quota of keepalive needs a known length.
  if (isStream && keepalive) throw new TypeError('Body is a stream with keepalive, expected a body of known length')
  const headers = headersOf(init.headers)
  let body: Uint8Array | null = null
  if (init.body !== undefined && init.body !== null) {
    // `Response` reads bodies of all kinds, and sets the Content-Type of each. Bun sets none for a string.
    const holder = holderOf(init.body)
    const type = typeof init.body === 'string' ? 'text/plain;charset=UTF-8' : holder.headers.get('content-type')
    // https://fetch.spec.whatwg.org/#dom-request, step 37.4.
    if (type !== null && !headers.some(([name]) => name === 'content-type')) headers.push(['content-type', type])
    body = new Uint8Array(await holder.arrayBuffer())
  }
  const rest = { method, mode, credentials, redirect, keepalive, referrer, referrerPolicy, cacheMode: cache }
  return { url, client, headers, body, bodySourceNull: isStream, initiator: 'fetch', ...rest }
}

/** The headers of a call, each name once, in lower case. */
function headersOf(given: HeadersInit | undefined): Header[] {
  try {
    return given ? [...new Headers(given)] : []
  } catch (error) {
    // No cause, because a runtime's message repeats the name or the value as it is.
    // oxlint-disable-next-line preserve-caught-error
    throw unexpected('Headers is', given, `names and values: ${visibleStart(messageOf(error) ?? '')}`)
  }
}

function holderOf(body: BodyInit): Response {
  try {
    return new Response(body)
  } catch (error) {
    throw Object.assign(unexpected('Body is', body, 'one that a request can have'), { cause: error })
  }
}
