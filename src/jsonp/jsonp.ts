import { isCallback } from './callback.ts'
import { toLiteral } from './literal.ts'
import { type JsonpOptions, readJsonpOptions } from './options.ts'

/**
 * Answers a JSONP request, for clients that cannot change: any page can read such an answer. All others want CORS.
 *
 * The answer is a script that calls the function named in the query. It allows no credentials, and is for nobody in
 * particular: behind a policy with `cookieless: true`, its data cannot be somebody's. Refused, with JSON that says why:
 * other methods than GET (405), with `scriptsOnly` what is for no script (403), a name that is none, is missing or
 * stands there twice (400). Data that is no object and no array has no answer (500).
 *
 * @param data what anybody may know, as `JSON.stringify` takes it
 * @throws {TypeError} when the options are wrong, and what `JSON.stringify` throws
 * @example
 * ```ts
 * import { jsonp } from 'corsage/jsonp'
 *
 * const handler = (request: Request) => jsonp(request, { euro: 1.09 }, { parameter: 'callback' })
 * ```
 */
export function jsonp(request: Request, data: object, options: JsonpOptions): Response {
  const { parameter, callbacks, scriptsOnly } = readJsonpOptions(options)
  const { headers, method, url } = request
  const [name = '', ...others] = new URLSearchParams(url.slice(url.indexOf('?'))).getAll(parameter)
  const literal = toLiteral(data)
  if (method !== 'GET') return respond(405, 'Not a GET')
  if (
    scriptsOnly &&
    ((headers.get('sec-fetch-dest') ?? 'script') !== 'script' ||
      (headers.get('sec-fetch-mode') ?? 'no-cors') !== 'no-cors')
  )
    return respond(403, 'Not for a script')
  if (others.length || !isCallback(name) || callbacks?.includes(name) === false)
    return respond(400, `Not one callback in ${parameter}`)
  return literal
    ? respond(200, `/**/typeof ${name} === 'function' && ${name}(${literal});`)
    : respond(500, 'Not an object')
}

function respond(status: number, text: string): Response {
  const isScript = status < 300
  const headers = {
    // Without a prototype: what pollutes that would be read as further headers, and below as further options.
    __proto__: null,
    allow: 'GET',
    'content-type': isScript ? 'text/javascript; charset=utf-8' : 'application/json',
    // Opened as a document, it is saved under a harmless name, or shown without scripts.
    'content-disposition': 'attachment; filename=f.txt',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
  return new Response(isScript ? text : JSON.stringify({ error: text }), {
    __proto__: null,
    status,
    headers,
  } as unknown as ResponseInit)
}
