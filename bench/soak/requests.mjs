import corpus from '../../test/data/attack-corpus.json' with { type: 'json' }

export const APP = 'https://app.example.com'
export const EVIL = 'https://evil.example.net'
/** Bun takes 16 KiB of headers in all. */
export const ORIGIN_OF_16_KB = `https://${'a.'.repeat(8000)}preview.example.com`

/** The origins of the corpus of attacks that can be sent in a header, each with its policy and its verdict. */
export const CORPUS = corpus.originMatch.filter(({ representable }) => representable !== false)

/** A request; `undefined` for the origin leaves the header out. */
export function request(method, path, origin, headers) {
  return { method, path, headers: { ...(origin !== undefined && { origin }), ...headers } }
}

export function get(path, origin, headers) {
  return request('GET', path, origin, headers)
}

/**
 * A CORS-preflight request.
 *
 * @param method that is asked for
 * @param list of names of headers that are asked for; left out, the header is
 */
export function preflight(path, origin, { method = 'PUT', list } = {}) {
  return request('OPTIONS', path, origin, {
    'access-control-request-method': method,
    ...(list !== undefined && { 'access-control-request-headers': list }),
  })
}

/** A list of so many names of headers. */
export function names(count, prefix = 'x') {
  return Array.from({ length: count }, (_name, index) => `${prefix}-${index}`).join(',')
}
