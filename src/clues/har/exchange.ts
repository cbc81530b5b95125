import { isPlainObject, listOf, type Members, numberOf, stringOf } from './json.ts'
import { getHeader, type Header, type HeaderList } from '../../browser/terms/header-list.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'

/** One entry of a recording, as far as it matters here. */
export interface HarExchange {
  /** The position in the list of entries. */
  readonly index: number
  readonly method: string
  readonly url: URL
  /** Milliseconds. `NaN` if the recording does not say it. */
  readonly started: number
  readonly headers: HeaderList
  readonly isPreflight: boolean
  /** Whether the recording shows that the request left the browser. Not every recording can. */
  readonly isSent: boolean
  /** 0 if no response is recorded. */
  readonly status: number
  readonly responseHeaders: HeaderList
  /** What the browser says about a failure. `undefined` if it says nothing, or the recording has no place for it. */
  readonly error: string | undefined
  /** The kind of resource, as DevTools of Chromium name it: `fetch`, `xhr`, `document`, `font`. */
  readonly type: string | undefined
  /** The title of the entry's page, which is usually its URL. */
  readonly pageTitle: string | undefined
}

/** Reads the entries of a log, in the order of time. An entry without a URL is left out. */
export function readExchanges(log: Members): HarExchange[] {
  const found = readEntries(log)
  // Tools may merge recordings, or sort them in another way.
  return found.some(({ started }) => Number.isNaN(started))
    ? found
    : found.toSorted((one, other) => one.started - other.started)
}

function readEntries(log: Members): HarExchange[] {
  const pages = new Map(listOf(log['pages']).map((page) => [stringOf(page['id']), stringOf(page['title'])]))
  return listOf(log['entries']).flatMap((entry, index) => {
    const request = isPlainObject(entry['request']) ? entry['request'] : {}
    const response = isPlainObject(entry['response']) ? entry['response'] : {}
    const url = parseUrl(stringOf(request['url']) ?? '')
    if (!url) return []
    // A server sees neither, and a browser writes them differently.
    url.hash = ''
    url.username = ''
    url.password = ''
    const headers = readHeaders(request['headers'])
    const method = stringOf(request['method']) ?? 'GET'
    const names = listOf(request['headers']).map((header) => stringOf(header['name'])?.toLowerCase() ?? '')
    const asked = getHeader(headers, 'access-control-request-method')
    const type = stringOf(entry['_resourceType'])
    return [
      {
        index,
        method,
        url,
        started: Date.parse(stringOf(entry['startedDateTime']) ?? ''),
        headers,
        // Chromium shows the last headers of a request that was sent, and Firefox their size.
        isSent: names.some((name) => /^(:authority|host|accept-encoding)$/.test(name)) && request['headersSize'] !== 0,
        isPreflight: method === 'OPTIONS' && (asked !== null || type === 'preflight'),
        // Chromium writes 0, Playwright -1.
        status: Math.max(0, numberOf(response['status']) ?? 0),
        responseHeaders: readHeaders(response['headers']),
        error: errorOf(response, entry),
        type,
        pageTitle: pages.get(stringOf(entry['pageref'])),
      },
    ]
  })
}

/** `_error` of Chromium and WebKit, `_failureText` of Playwright. */
function errorOf(response: Members, entry: Members): string | undefined {
  const found = response['_error'] ?? response['_failureText'] ?? entry['_error'] ?? entry['_failureText']
  return stringOf(found) || undefined
}

/** HTTP/2's own fields, such as `:authority`, are no headers. Some tools join the lines of a header by line breaks. */
function readHeaders(value: unknown): Header[] {
  return listOf(value).flatMap((header) => {
    const name = stringOf(header['name'])
    const text = stringOf(header['value'])
    if (!name || name.startsWith(':') || text === undefined) return []
    return text.split('\n').map((line): Header => [name, line.trim()])
  })
}
