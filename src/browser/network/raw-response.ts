import { trimBlanks } from '../../fetch/header-names.ts'
import { isToken } from '../../fetch/token.ts'
import type { Body } from '../environment.ts'
import { type Header, type HeaderList, isHeaderValue } from '../terms/header-list.ts'
import { quote } from '../../wording/quote.ts'
import type { TransportResponse } from '../terms/wire.ts'

/** A response as it came, before anybody decided who may see it. */
export interface RawResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly Header[]
  readonly body: Body
}

/** @throws {TypeError} when it is nothing that a server can send */
export function checkResponse(response: TransportResponse<Body>): RawResponse {
  const { status, statusText, headers, body } = response ?? {}
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError(`The transport gave the status ${quote(status)}, expected a number from 100 to 999`)
  }
  return { status, statusText: statusText ?? '', headers: checkHeaders(headers), body: checkBody(body) }
}

/** Blanks around a value are no part of it (RFC 9110, section 5.5); CR and LF are, and make it none. */
function checkHeaders(headers: HeaderList): Header[] {
  return [...(headers ?? [])].map(([name, raw]) => {
    const value = typeof raw === 'string' ? trimBlanks(raw) : raw
    if (typeof name !== 'string' || !isToken(name))
      throw new TypeError(`The transport gave a header called ${quote(name)}, expected a token`)
    if (!isHeaderValue(value)) throw new TypeError(`The transport gave ${name}: ${quote(value)}, which HTTP forbids`)
    return [name, value]
  })
}

function checkBody(body: Body | null | undefined): Body {
  if (body === undefined || body === null) return new Uint8Array()
  if (body instanceof ReadableStream) return body
  if (!ArrayBuffer.isView(body)) {
    throw new TypeError(`The transport gave a body of type ${typeof body}, expected a Uint8Array`)
  }
  // A copy: what a page does to it must not reach a server that sends the same bytes to all.
  return new Uint8Array(body)
}

/** Tells whoever makes a body bit by bit that nobody will read it. */
export function discard(body: Body | null | undefined): void {
  // Nobody waits for it, nor has a use for its error.
  if (body instanceof ReadableStream && !body.locked) void body.cancel().catch(() => undefined)
}
