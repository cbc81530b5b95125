import type { RemoteEvent } from '../driver/remote.ts'
import type { Har } from './inspector.ts'

type Lines = Readonly<Record<string, string>>

interface Request {
  readonly url: string
  readonly method: string
  readonly headers: Lines
}

interface Response {
  readonly status: number
  readonly statusText: string
  readonly headers: Lines
  readonly requestHeaders?: Lines
}

/** A resource as the inspector's front end keeps it. */
interface Resource {
  readonly startedDateTime: string
  request: Request
  response?: Response
  error?: string
}

/**
 * Makes a recording of the events of the network, with the members that Web Inspector exports: a resource is one entry,
 * with the last URL after redirects, and preflights are not shown to the inspector at all. `_error` is the reason of a
 * failure.
 */
export function webkitHar(events: readonly RemoteEvent[]): Har {
  const resources = new Map<string, Resource>()
  for (const { method, params } of events) {
    const id = String(params['requestId'])
    const known = resources.get(id)
    if (method === 'Network.requestWillBeSent') {
      const request = params['request'] as Request
      const startedDateTime = new Date(Number(params['walltime']) * 1000).toISOString()
      if (known) known.request = request
      else resources.set(id, { startedDateTime, request })
    } else if (known && method === 'Network.responseReceived') known.response = params['response'] as Response
    else if (known && method === 'Network.loadingFailed') known.error = String(params['errorText'])
  }
  const creator = { name: 'WebKit Web Inspector', version: '1.0' }
  return { log: { version: '1.2', creator, pages: [], entries: Array.from(resources.values(), entryOf) } }
}

function entryOf({ startedDateTime, request, response, error }: Resource): Record<string, unknown> {
  const { url, method } = request
  const headers = response?.headers ?? {}
  return {
    startedDateTime,
    request: { method, url, headers: linesOf(response?.requestHeaders ?? request.headers) },
    response: {
      status: response?.status ?? 0,
      statusText: response?.statusText ?? '',
      headers: linesOf(headers),
      redirectURL: Object.entries(headers).find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      ...(error && { _error: error }),
    },
  }
}

function linesOf(headers: Lines): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }))
}
