import type { TransportResponse } from '../terms/wire.ts'

/**
 * The response that a `data:` URL holds (https://fetch.spec.whatwg.org/#data-url-processor). Not done: the MIME type is
 * checked, but sent as it is written instead of serialized.
 *
 * @returns `undefined` for a URL without a comma, or with malformed base64
 */
export function processDataUrl({ href }: URL): TransportResponse | undefined {
  // Steps 2 to 9.
  const text = href.slice('data:'.length).replace(/#.*/s, '')
  const comma = text.indexOf(',')
  if (comma < 0) return
  const type = text.slice(0, comma).trim()
  // Step 10.
  const bytes = percentDecode(text.slice(comma + 1))
  // Step 11.
  const isBase64 = /; *base64$/i.test(type)
  const body = isBase64 ? decodeBase64(bytes) : bytes
  if (!body) return
  const mime = isBase64 ? type.replace(/; *base64$/i, '') : type
  // Step 12.
  const whole = mime.startsWith(';') ? `text/plain${mime}` : mime
  // Steps 13 and 14.
  const isMime = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+ *(;|$)/.test(whole)
  return {
    status: 200,
    statusText: 'OK',
    headers: [['Content-Type', isMime ? whole : 'text/plain;charset=US-ASCII']],
    body,
  }
}

/** https://url.spec.whatwg.org/#percent-decode: a percent sign stays as it is, unless two hexadecimal digits follow */
function percentDecode(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  const decoded: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const hex = bytes[at] === 0x25 ? String.fromCharCode(...bytes.slice(at + 1, at + 3)) : ''
    if (/^[\dA-Fa-f]{2}$/.test(hex)) {
      decoded.push(Number.parseInt(hex, 16))
      at += 2
    } else decoded.push(bytes[at]!)
  }
  return Uint8Array.from(decoded)
}

/** https://infra.spec.whatwg.org/#forgiving-base64-decode */
function decodeBase64(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return
  }
}
