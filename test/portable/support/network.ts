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

/** One exchange as a server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type Answer = Partial<TransportResponse> & { readonly throws?: unknown }
export type Answerer = (seen: Seen, index: number) => Answer

/** A network of one function, that writes down what it was asked, and a browser before it. */
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
      return { status: 200, statusText: '', headers: [], body: new TextEncoder().encode('body'), ...rest }
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

/** By name in lower case; what stands more than once, in all its values. */
function joined(headers: readonly Header[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of headers) {
    const before = values[name.toLowerCase()]
    values[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`
  }
  return values
}

/** A server that allows everything the page might ask, without credentials or with them. */
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
