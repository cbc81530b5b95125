import {
  type CookieStore,
  createUserAgent,
  type Header,
  type ProfileName,
  type Step,
  type TransportResponse,
  type WireRequest,
} from '../../../src/browser/index.ts'

export const PAGE = 'https://app.example'
export const API = 'https://api.example'
export const OTHER = 'https://other.example'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** One request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type Answer = Partial<TransportResponse> & { readonly throws?: unknown }
export type Answerer = (seen: Seen, index: number) => Answer

/** A browser whose network is one function, and a record of every request. */
export function networkOf(answer: Answerer, profile: ProfileName = 'spec', cookies?: CookieStore) {
  const seen: Seen[] = []
  const steps: Step[] = []
  let now = 0
  const agent = createUserAgent({
    profile,
    cookies,
    clock: () => now,
    transport: async ({ method, url, headers, body }) => {
      const entry: Seen = {
        method,
        url: url.href,
        headers: joined(headers),
        body: body && new TextDecoder().decode(body),
      }
      seen.push(entry)
      const { throws, ...rest } = answer(entry, seen.length - 1)
      if (throws) throw throws
      return { status: 200, statusText: '', headers: [], body: bytes('body'), ...rest }
    },
  })
  return {
    seen,
    steps,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    fetch: (request: Partial<WireRequest> = {}) =>
      agent.fetch({ url: `${API}/x`, client: { origin: PAGE, url: `${PAGE}/page` }, ...request }, (step) =>
        steps.push(step),
      ),
  }
}

/** Header values, by name in lower case. Lines of the same name are joined. */
function joined(headers: readonly Header[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of headers) {
    const before = values[name.toLowerCase()]
    values[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`
  }
  return values
}

/** A server that lets every page read its responses, also with credentials, and allows some methods and headers. */
export const generous: Answerer = ({ method, headers }) => ({
  status: method === 'OPTIONS' ? 204 : 200,
  headers: [
    ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Allow-Methods', 'GET, PUT, PATCH, DELETE'],
    ['Access-Control-Allow-Headers', 'x-a, x-b, authorization, content-type'],
    ['Access-Control-Max-Age', '60'],
  ],
})

/** A server that redirects from each URL to the next, and lets every page read its responses. */
export function chain(urls: readonly string[], status = 302, ...more: Header[]): Answerer {
  return ({ url, method, headers }) => {
    const next = urls[urls.indexOf(url) + 1]
    const shared: Header[] = [
      ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
      ['Access-Control-Allow-Methods', '*'],
      ['Access-Control-Allow-Headers', '*, authorization'],
    ]
    if (method === 'OPTIONS') return { status: 204, headers: shared }
    return next ? { status, headers: [...shared, ...more, ['Location', next]] } : { headers: shared }
  }
}
