import { APP, CORPUS, EVIL, get, names, ORIGIN_OF_16_KB, preflight, request, type SoakRequest } from './requests.ts'

/** Long names, so that a server that keeps something for each origin grows visibly. */
const LABELS = ['a', 'b', 'c'].map((letter) => letter.repeat(60)).join('.')
const NAMES = 'content-type,x-request-id'

let serial = 0

/** An origin that was never sent before. */
const below = (domain: string): string => `https://t${serial++}.${LABELS}.${domain}`
const ask = (list: string): SoakRequest => preflight('/api/items', APP, { list })

function put(): SoakRequest {
  const headers = { 'content-type': 'application/json' }
  return { ...request('PUT', '/api/items', APP, headers), body: '{"name":"value"}' }
}

function nextOfCorpus(): SoakRequest {
  const { policy, origin } = CORPUS[serial++ % CORPUS.length]!
  return get(`/${policy}/items`, origin)
}

/** A kind of request: its name, how often it is sent per round, the status of its answer, and the next request. */
type Kind = readonly [kind: string, times: number, status: number, next: () => SoakRequest]

const KINDS: readonly Kind[] = [
  ['honest preflight', 3, 204, () => ask(NAMES)],
  ['honest PUT', 2, 200, put],
  ['honest GET', 1, 200, () => get('/api/items', APP)],
  ['honest GET without Origin', 1, 200, () => get('/api/items')],
  ['honest preflight, a tenant each', 2, 204, () => preflight('/tenants/items', below('tenants.example'))],
  ['honest GET of public data, an origin each', 1, 200, () => get('/public/items', below('example.org'))],
  ['honest GET of a stream', 1, 200, () => get('/api/stream', APP)],
  ['honest GET, the handler throws', 1, 500, () => get('/api/throw', APP)],
  ['honest GET, the handler rejects', 1, 500, () => get('/api/reject', APP)],
  ['honest GET, the handler throws a response', 1, 409, () => get('/api/throw-response', APP)],
  ['honest GET, not found', 1, 404, () => get('/api/missing', APP)],
  ['honest GET, redirected', 1, 302, () => get('/api/redirect', APP)],
  ['honest GET, not modified', 1, 304, () => get('/api/not-modified', APP)],
  ['preflight, an origin each below a wildcard', 8, 204, () => preflight('/api/items', below('preview.example.com'))],
  ['GET, an origin each below a wildcard', 5, 200, () => get('/api/items', below('preview.example.com'))],
  ['GET, a refused origin each', 3, 200, () => get('/api/items', below('example.net'))],
  ['refused preflight', 1, 204, () => preflight('/api/items', EVIL)],
  ['refused form', 1, 403, () => request('POST', '/forms/items', EVIL)],
  ['GET, origins of the corpus', 3, 200, nextOfCorpus],
  ['GET, Origin null', 1, 200, () => get('/api/items', 'null')],
  ['GET, Origin of 16 KB', 1, 200, () => get('/api/items', ORIGIN_OF_16_KB)],
  ['preflight, 100 new names', 1, 204, () => ask(names(100, `x-${serial++}`))],
  ['preflight, 1,000 new names', 1, 204, () => ask(names(1000, `x-${serial++}`))],
  ['preflight, 4,000 commas', 1, 204, () => ask(','.repeat(4000))],
  ['preflight, a new method', 1, 204, () => preflight('/api/items', APP, { method: `M${serial++}` })],
  ['OPTIONS without a method asked for', 1, 200, () => request('OPTIONS', '/api/echo', APP)],
]

interface Traffic {
  readonly kind: string
  readonly status: number
  readonly next: () => SoakRequest
}

/** One round of requests, which is sent over and over: every kind as often as it says, and mixed. */
export const TRAFFIC: readonly Traffic[] = KINDS.flatMap(([kind, times, status, next]) =>
  Array.from({ length: times }, (_one, index) => ({ kind, status, next, place: (index + 0.5) / times })),
).toSorted((one, other) => one.place - other.place)

export const KIND_NAMES: readonly string[] = KINDS.map(([kind]) => kind)
