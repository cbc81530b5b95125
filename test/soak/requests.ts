import corpus from '../data/attack-corpus.json' with { type: 'json' }

export const APP = 'https://app.example.com'
export const EVIL = 'https://evil.example.net'
/** Nearly the most that can be sent: Bun takes 16 KiB of headers in all. */
export const ORIGIN_OF_16_KB = `https://${'a.'.repeat(8000)}preview.example.com`

export interface SoakRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** An origin of the corpus of attacks, with the name of its policy and its verdict. */
export interface CorpusEntry {
  readonly policy: string
  readonly origin: string
  readonly verdict: string
  readonly representable?: boolean
}

/** The origins of the corpus of attacks that can be sent in a header. */
export const CORPUS: readonly CorpusEntry[] = (corpus.originMatch as readonly CorpusEntry[]).filter(
  ({ representable }) => representable !== false,
)

/** A request; without the header when the origin is `undefined`. */
export function request(
  method: string,
  path: string,
  origin?: string,
  headers?: Readonly<Record<string, string>>,
): SoakRequest {
  return { method, path, headers: { ...(origin !== undefined && { origin }), ...headers } }
}

export function get(path: string, origin?: string, headers?: Readonly<Record<string, string>>): SoakRequest {
  return request('GET', path, origin, headers)
}

/**
 * A CORS-preflight request.
 *
 * @param asked the requested method, and the list of requested header names; without a list, the header is left out
 */
export function preflight(
  path: string,
  origin?: string,
  { method = 'PUT', list }: { readonly method?: string; readonly list?: string } = {},
): SoakRequest {
  return request('OPTIONS', path, origin, {
    'access-control-request-method': method,
    ...(list !== undefined && { 'access-control-request-headers': list }),
  })
}

/** A list of as many header names. */
export function names(count: number, prefix = 'x'): string {
  return Array.from({ length: count }, (_name, index) => `${prefix}-${index}`).join(',')
}
