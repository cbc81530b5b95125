import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { cors, type CorsOptions, type CorsPolicy } from '../../src/index.ts'
import type { Header } from '../../src/browser/index.ts'
import type { Answer, Case, Resource } from './case.ts'
import { type Loopback, serve } from './driver/loopback.ts'
import { collapse, expand, expandAll, type Places, type ServerName } from './places.ts'

/** The request headers that are recorded. */
const RECORDED = [
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  'authorization',
  'cookie',
  'content-type',
  'referer',
]
const METADATA = ['sec-fetch-site', 'sec-fetch-mode']
const PREFLIGHT_METHOD = 'access-control-request-method'
const NOTHING: Answer = {}

export interface Servers {
  readonly places: Places
  /** Makes the resources of a case reachable. */
  readonly add: (token: string, one: Case) => void
  /** The requests of a case in order, one per line. */
  readonly requestsOf: (token: string) => string[]
  readonly close: () => void
}

interface Running {
  readonly recorded: readonly string[]
  readonly resources: Readonly<Record<string, Resource>>
  readonly requests: string[]
  readonly counts: Map<string, number>
}

/** Three servers that answer as the cases say. One of them also serves the page, by `pageListener`. */
export async function startServers(pageListener: RequestListener): Promise<Servers> {
  const running = new Map<string, Running>()
  const places: Record<ServerName, string> = { page: '', api: '', other: '' }
  const loopbacks: Loopback[] = []
  const listen =
    (server: ServerName): RequestListener =>
    (request, response) => {
      const [, token = '', path = ''] = /^\/case\/([^/]+)\/(.*)$/.exec(request.url ?? '') ?? []
      const one = running.get(token)
      if (one) void answerCase(one, `${server}/${path}`, { request, response, token, places })
      else if (server === 'page') pageListener(request, response)
      else response.writeHead(404).end()
    }
  for (const server of ['page', 'api', 'other'] as const) {
    // oxlint-disable-next-line no-await-in-loop
    const loopback = await serve(() => listen(server))
    places[server] = loopback.origin
    loopbacks.push(loopback)
  }
  return {
    places,
    add: (token, { resources, sees }) => {
      const recorded = sees === 'fetch-metadata' ? [...RECORDED, ...METADATA] : RECORDED
      running.set(token, { resources, recorded, requests: [], counts: new Map() })
    },
    requestsOf: (token) => running.get(token)?.requests ?? [],
    close: () => {
      for (const { close } of loopbacks) close()
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly token: string
  readonly places: Places
}

async function answerCase(one: Running, place: string, exchange: Exchange): Promise<void> {
  const { request, response, token, places } = exchange
  const { method = '', headers } = request
  const body = Buffer.concat(await request.toArray())
  const isPreflight = method === 'OPTIONS' && headers[PREFLIGHT_METHOD] !== undefined
  one.requests.push(describe(exchange, place, one.recorded, body.length))
  const resource = one.resources[place.replace(/\?.*/, '')]
  const kind = isPreflight && !resource?.policy ? 'preflight' : 'actual'
  const count = one.counts.get(kind + place) ?? 0
  one.counts.set(kind + place, count + 1)
  const answers = resource?.[kind] ?? NOTHING
  const answer = (Array.isArray(answers) ? (answers[count] ?? answers.at(-1)) : answers) as Answer
  const asked = {
    origin: headers.origin ?? '',
    method: headers[PREFLIGHT_METHOD] ?? '',
    names: headers['access-control-request-headers'] ?? '',
  }
  const expanded = { ...answer, headers: expandAll(answer.headers ?? [], places, token, asked) }
  const final = resource?.policy ? await behindPolicy(resource.policy, request, expanded, places) : expanded
  send(response, final)
}

/** Applies a Corsage policy to an answer. */
async function behindPolicy(
  policy: CorsOptions,
  { method = '', url = '', headers }: IncomingMessage,
  answer: Answer,
  places: Places,
): Promise<Answer> {
  const { status = 200, headers: own = [] } = answer
  const wrapped = toPolicy(policy, places).wrap(
    () => new Response(null, { status, headers: own.map(([name, value]): [string, string] => [name, value]) }),
  )
  const names = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  const response = await wrapped(new Request(places.api + url, { method, headers: names }))
  return { ...answer, status: response.status, headers: [...response.headers] }
}

function toPolicy(options: CorsOptions, places: Places): CorsPolicy {
  const { origin } = options
  if (typeof origin === 'function') return cors(options as CorsOptions & { readonly origin: typeof origin })
  const origins = [origin].flat().map((one) => expand(one, places, '', {}))
  // The cast is safe, because `cors()` checks which options may be combined.
  return cors({ ...options, origin: origin === '*' ? '*' : origins } as { readonly origin: '*' })
}

/** Sends an answer that no cache may store, unless the answer says otherwise. */
function send(response: ServerResponse, { status = 200, headers = [], body = 'body' }: Answer): void {
  const lines: Header[] = [...headers]
  if (!lines.some(([name]) => name.toLowerCase() === 'cache-control')) lines.push(['Cache-Control', 'no-store'])
  // No status: the connection ends without a response.
  if (status === 0) {
    response.destroy()
    return
  }
  const content = [204, 205, 304].includes(status) ? '' : body
  if (status !== 204 && status !== 304) lines.push(['Content-Length', String(content.length)])
  response.sendDate = false
  response.writeHead(status, lines.flat())
  response.end(content)
}

function describe(
  { request, token, places }: Exchange,
  place: string,
  recorded: readonly string[],
  bytes: number,
): string {
  const parts = recorded.flatMap((name) => {
    const value = request.headers[name]
    return value === undefined ? [] : [`${name}=${String(value)}`]
  })
  return collapse([request.method, place, ...parts, ...(bytes ? [`${bytes} bytes`] : [])].join(' '), places, token)
}
