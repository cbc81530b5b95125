import type { Body } from '../terms/body.ts'
import type { WireResponse } from '../terms/wire.ts'

/**
 * Makes the `Response` that a page gets (https://fetch.spec.whatwg.org/#response-class). Its `type`, `url` and
 * `redirected` are getters that no constructor can set, so they are defined on the object itself.
 */
export function pageResponse({ type, status, statusText, headers, body, urlList }: WireResponse<Body>): Response {
  // The `url` getter leaves out the fragment (https://fetch.spec.whatwg.org/#dom-response-url).
  const url = urlList.at(-1)?.replace(/#.*/s, '') ?? ''
  const traits = { type: trait(type), url: trait(url), redirected: trait(urlList.length > 1) }
  const init = { statusText, headers: headers as [string, string][] }
  if (status >= 200 && status <= 599) {
    return Object.defineProperties(new Response(body as BodyInit | null, { ...init, status }), traits)
  }
  // `new Response()` throws for any other status: 0 of an opaque response, or what an odd server sends.
  const response = new Response(body as BodyInit | null, init)
  return Object.defineProperties(response, { ...traits, status: trait(status), ok: trait(false) })
}

function trait(value: unknown): PropertyDescriptor {
  return { value, enumerable: true }
}
