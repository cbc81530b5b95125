import { once } from 'node:events'
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http'
import { CookieJar } from 'tough-cookie'
import {
  createUserAgent,
  type ProfileName,
  type Transport,
  type UserAgent,
  type WireRequest,
} from '../../src/browser/index.ts'
import type { Outcome } from './outcome.ts'
import type { Places } from './places.ts'
import type { WorkItem } from './work.ts'

/** Makes the same calls as the page, with `src/browser` in place of a browser, to the same servers. */
export async function simulate(item: WorkItem, profile: ProfileName, places: Places): Promise<Outcome[]> {
  let now = 0
  // A sandboxed frame is cross-site to every server, so no cookies are sent.
  const cookies = item.isSandboxed ? undefined : jarOf(places.page)
  const agent = createUserAgent({ profile, transport, clock: () => now, cookies })
  const client = item.isSandboxed
    ? { origin: 'null', url: `${places.page}/frame`, topLevelSite: places.page }
    : { origin: places.page, url: `${places.page}/` }
  const outcomes: Outcome[] = []
  for (const call of item.calls) {
    now += call.waitMs ?? 0
    let mayTime = false
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await make(
      (request) =>
        agent.fetch(request, ({ id, passed }) => {
          if (id === 'timing-check') mayTime = passed
        }),
      wireRequest(call, client),
    )
    outcomes.push(call.timing && !('error' in outcome) ? { ...outcome, timed: mayTime } : outcome)
  }
  return outcomes
}

function wireRequest(call: WorkItem['calls'][number], client: WireRequest['client']): WireRequest {
  const { url, method, mode, credentials, redirect, cache, keepalive, referrerPolicy, xhr } = call
  const headers = [...(call.headers ?? [])]
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  if (call.body !== undefined && !hasType) headers.push(['Content-Type', 'text/plain;charset=UTF-8'])
  return {
    url,
    client,
    method,
    headers,
    mode,
    credentials,
    redirect,
    referrerPolicy,
    cacheMode: cache,
    keepalive,
    body: call.body === undefined ? null : new TextEncoder().encode(call.body),
    initiator: xhr ? 'xhr' : 'fetch',
    // Listeners count only if there is a body (https://xhr.spec.whatwg.org/#the-send()-method).
    forcePreflight: xhr === 'upload-listener',
  }
}

/** A cookie store with the cookie that the page sets. */
function jarOf(page: string): CookieJar {
  const jar = new CookieJar()
  jar.setCookieSync('session=1; path=/', page)
  return jar
}

async function make(fetch: UserAgent['fetch'], request: WireRequest): Promise<Outcome> {
  try {
    const { type, status, statusText, headers, body, urlList, code } = await fetch(request)
    if (type === 'error') return { error: 'TypeError', ...(code && { code }) }
    const text = body && new TextDecoder().decode(body)
    const seen = { status, statusText, url: urlList.at(-1)?.replace(/#.*/, '') ?? '', headers: combined(headers) }
    if (request.initiator === 'xhr') return { ...seen, body: text ?? '' }
    return { type, ...seen, redirected: urlList.length > 1, body: text }
  } catch (error) {
    return { error: (error as Error).name }
  }
}

function combined(headers: readonly (readonly [string, string])[]): [string, string][] {
  return [...new Headers(headers.map(([name, value]): [string, string] => [name, value]))]
}

const connections = new Agent({ keepAlive: true, maxSockets: 8 })

/** One exchange with a real server. */
const transport: Transport = async ({ method, url, headers, body }) => {
  const lines = [['Host', url.host], ...headers].flat()
  const request = sendRequest(url, { method, headers: lines, agent: connections, family: 4 })
  request.end(body ?? undefined)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const { statusCode = 0, statusMessage = '', rawHeaders } = response
  const received = rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, rawHeaders[at + 1] ?? ''] as const]))
  const content = new Uint8Array(Buffer.concat((await response.toArray()) as Buffer[]))
  return { status: statusCode, statusText: statusMessage, headers: received, body: content }
}
