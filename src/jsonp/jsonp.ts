import { checkArgument } from '../policy/arguments.ts'
import { visible } from '../wording/visible.ts'
import { isCallback } from './callback.ts'
import { toLiteral } from './literal.ts'
import { type JsonpOptions, readJsonpOptions } from './options.ts'

/**
 * Answers a JSONP request with a script that calls the function named in the query. Use it only for clients that cannot
 * be changed, because any page can read the answer. Use CORS for everything else.
 *
 * The data has to be public. A policy with `cookieless: true` in front of this function makes sure that the data cannot
 * depend on the user. The function refuses, with JSON that says why: methods other than GET (405), with `scriptsOnly`
 * requests that are not for a script (403), and a callback that is invalid, missing or given twice (400). It answers
 * 500 if the data is neither an object nor an array.
 *
 * @param data public data that `JSON.stringify` accepts
 * @throws {TypeError} if the request or the options are wrong, or if `JSON.stringify` throws
 * @example
 * ```ts
 * import { jsonp } from 'corsage/jsonp'
 *
 * const handler = (request: Request) => jsonp(request, { euro: 1.09 }, { parameter: 'callback' })
 * ```
 */
export function jsonp(request: Request, data: object, options: JsonpOptions): Response {
  const { parameter, callbacks, scriptsOnly, dangerouslyAllowMemberCallbacks } = readJsonpOptions(options)
  checkArgument(['request'], request, 'a Request', !!request?.url)
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
  // The names in the list are valid, with or without dots.
  if (others.length || !(callbacks?.includes(name) ?? isCallback(name, dangerouslyAllowMemberCallbacks)))
    return respond(400, `Not one callback in ${visible(parameter)}`)
  return literal
    ? respond(200, `/**/typeof ${name} === 'function' && ${name}(${literal});`)
    : respond(500, 'Not an object')
}

function respond(status: number, text: string): Response {
  const isScript = status < 300
  const headers = {
    // Without a prototype, because anything that pollutes it would be read as a further header, and below as an option.
    __proto__: null,
    allow: 'GET',
    'content-type': isScript ? 'text/javascript; charset=utf-8' : 'application/json',
    // If the answer is opened as a document, it is saved under a harmless name, or shown without running scripts.
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
