import { trimBlanks } from '../../fetch/header-names.ts'
import { isToken } from '../../fetch/token.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { Body } from '../terms/body.ts'
import { type Header, type HeaderList, isHeaderValue } from '../terms/header-list.ts'
import type { TransportResponse } from '../terms/wire.ts'

/** A response as the server sent it, before it is filtered for the page. */
export interface RawResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly Header[]
  readonly body: Body
}

/**
 * Reads what a transport returned.
 *
 * @throws {TypeError} when no server can send that
 */
export function readResponse(response: TransportResponse<Body>): RawResponse {
  const { status, statusText, headers, body } = response ?? {}
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw unexpected('The transport returned the status', status, 'an integer from 100 to 999')
  }
  return { status, statusText: statusText ?? '', headers: readHeaders(headers), body: readBody(body) }
}

/** HTTP parsers remove blanks around a value (RFC 9110, section 5.5). CR and LF are not blanks, and are not allowed. */
function readHeaders(headers: HeaderList): Header[] {
  return [...(headers ?? [])].map(([name, raw]) => {
    const value = typeof raw === 'string' ? trimBlanks(raw) : raw
    if (typeof name !== 'string' || !isToken(name)) {
      throw unexpected('The transport returned a header named', name, 'a token')
    }
    if (!isHeaderValue(value)) {
      throw unexpected(`The transport returned the header ${name} as`, value, 'bytes without NUL, CR and LF')
    }
    return [name, value]
  })
}

function readBody(body: Body | null | undefined): Body {
  if (body === undefined || body === null) return new Uint8Array()
  if (body instanceof ReadableStream) return body
  if (!ArrayBuffer.isView(body)) {
    throw new TypeError(`The transport returned a body of type ${typeof body}, expected a Uint8Array`)
  }
  // A copy: a server may send the same bytes to everybody, and a page must not be able to change them.
  return new Uint8Array(body)
}
