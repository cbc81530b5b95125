import type { Body } from './environment.ts'
import type { WireResponse } from './terms/wire.ts'

/** A response with what only a browser's have (https://fetch.spec.whatwg.org/#response-class). */
export function pageResponse({ type, status, statusText, headers, body, urlList }: WireResponse<Body>): Response {
  const url = urlList.at(-1)?.replace(/#.*/s, '') ?? ''
  const traits = { type: trait(type), url: trait(url), redirected: trait(urlList.length > 1) }
  const init = { statusText, headers: headers as [string, string][] }
  if (status >= 200 && status <= 599) {
    return Object.defineProperties(new Response(body as BodyInit | null, { ...init, status }), traits)
  }
  // 0 is what a page sees of an opaque response; others are of odd servers. No `new Response()` has them.
  const response = new Response(body as BodyInit | null, init)
  return Object.defineProperties(response, { ...traits, status: trait(status), ok: trait(false) })
}

function trait(value: unknown): PropertyDescriptor {
  return { value, enumerable: true }
}
