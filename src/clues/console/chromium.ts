import type { FailureCode } from '../../browser/terms/failure.ts'
import { reasonOf, saidIn } from './chromium-reason.ts'
import { statusCode } from './codes.ts'
import type { ConsoleReading } from './reading.ts'

const BLOCKED = ' has been blocked by CORS policy'

/** Failures whose message only names the error of the network stack. `ERR_FAILED` follows every message about CORS. */
const NETWORK: Readonly<Record<string, readonly FailureCode[]>> = {
  ERR_FAILED: [],
  ERR_ABORTED: [],
  ERR_HTTP_RESPONSE_CODE_FAILURE: [],
  ERR_TOO_MANY_REDIRECTS: ['redirect-too-many'],
  ERR_INVALID_REDIRECT: ['redirect-invalid-location'],
  ERR_UNSAFE_REDIRECT: ['redirect-non-http'],
  ERR_UNSAFE_PORT: ['blocked-bad-port'],
  'ERR_BLOCKED_BY_RESPONSE.NotSameOrigin': ['corp-blocked'],
  'ERR_BLOCKED_BY_RESPONSE.NotSameSite': ['corp-blocked'],
  ERR_UNKNOWN_URL_SCHEME: ['scheme-not-http', 'redirect-non-http'],
}

/** Understands a message of Chromium, and so of Chrome, Edge, Opera, Brave and others. */
export function readChromium(text: string): ConsoleReading | undefined {
  const place = placeOf(text)
  if (place) {
    const { reason, ...about } = place
    return { engine: 'chromium', text, ...about, ...reasonOf(reason, about) }
  }
  const mode = /Request mode is "(same-origin|no-cors)" but /.exec(text)
  if (mode) {
    const codes: readonly FailureCode[] = [mode[1] === 'no-cors' ? 'no-cors-redirect-mode' : 'mode-same-origin']
    return { engine: 'chromium', text, codes, ...urlIn(text, /Fetch API cannot load ([^\s]+?)\.? Request mode/) }
  }
  const unsafe = /^Unsafe attempt to load URL (\S+) from frame with URL (\S+?)\. Domains/m.exec(text)
  if (unsafe) return { engine: 'chromium', text, codes: ['mode-same-origin', 'redirect-non-http'], url: unsafe[1]! }
  return readNetwork(text) ?? readBare(text)
}

/** The error of the network stack, or the status that a preflight got until 2019. */
function readNetwork(text: string): ConsoleReading | undefined {
  const network = /\bnet::(ERR_[A-Z_]+(?:\.\w+)?)/.exec(text)
  // A source map is for the developer tools, and no page asked for it.
  if (network && !/\bDevTools failed to load\b/.test(text)) {
    const codes = NETWORK[network[1]!] ?? ['network-error', 'preflight-network-error']
    const [, method, url, status] =
      /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+) net::[\w.]+(?: (\d{3})\b)?/.exec(text) ?? []
    const about = {
      ...(url !== undefined && { url, method: method! }),
      ...(status !== undefined && { status: Number(status) }),
    }
    return { engine: 'chromium', text, codes, ...about }
  }
  const refused = /\bOPTIONS (https?:\S+) ([345]\d\d) \(/.exec(text)
  if (!refused) return
  const status = Number(refused[2])
  const codes: readonly FailureCode[] = ['preflight-acao-missing', statusCode(status)]
  return { engine: 'chromium', text, codes, url: refused[1]!, method: 'OPTIONS', status }
}

/** A message of which only the reason was copied. WebKit has the same words for methods and headers, without their end. */
function readBare(text: string): ConsoleReading | undefined {
  const page = /Origin '([^']*)' is therefore not allowed access/.exec(text)?.[1]
  const found = saidIn(text, { page, redirectedFrom: undefined }) ?? blockedIn(text)
  if (!found) return
  const isShared = /^preflight-(?:method|header)-not-allowed$/.test(found.codes[0] ?? '')
  if (isShared && !text.includes('in preflight response')) return
  return { engine: 'chromium', text, ...found, ...(isOrigin(page) && { page }) }
}

/** The reason after the words of the console, or of the Network panel, which says no more. */
function blockedIn(text: string): Pick<ConsoleReading, 'codes' | 'value'> | undefined {
  const [, reason] = /\bblocked by CORS policy:?\s*([^]{0,2000})/.exec(text) ?? []
  if (reason !== undefined) return reasonOf(reason, {})
  return /^\W*(?:\(blocked:cors\)|(?:Status:?\s*)?CORS error)\W*$/i.test(text) ? reasonOf('', {}) : undefined
}

interface Place extends Pick<ConsoleReading, 'url' | 'redirectedFrom' | 'page' | 'initiator'> {
  readonly reason: string
}

const HEAD =
  /^Access to (?:(.{1,40}?) )?at (\S[^\n]{0,4000}?)(?: \(redirected from (\S[^\n]{0,4000}?)\))?(?: from origin(?: ([^\n]{1,2000}))?)?$/

/** The URL and the page of a message, in its forms since 2013, and what it says of them. */
function placeOf(text: string): Place | undefined {
  const start = text.indexOf('Access to ')
  const blocked = text.indexOf(BLOCKED, Math.max(start, 0))
  const head = start >= 0 && blocked >= 0 ? HEAD.exec(text.slice(start, blocked)) : undefined
  if (!head) return olderPlaceOf(text)
  const [, initiator, url, redirectedFrom, origin = ''] = head
  const page = unquoted(origin)
  return {
    ...(initiator !== undefined && { initiator }),
    url: unquoted(url!),
    ...(redirectedFrom !== undefined && { redirectedFrom: unquoted(redirectedFrom) }),
    ...(isOrigin(page) && { page }),
    reason: text.slice(blocked + BLOCKED.length).replace(/^:?\s*/, ''),
  }
}

/** A value without the quotes around it, which people change, or lose. */
function unquoted(value: string): string {
  return value
    .trim()
    .replace(/^['"‘“`]/, '')
    .replace(/['"’”`]$/, '')
}

/** Whether it is an origin, and not what somebody wrote in its place. */
function isOrigin(value: string | undefined): value is string {
  return value === 'null' || (value !== undefined && /^[a-z][\w+.-]*:\/\//i.test(value) && URL.canParse(value))
}

/** Until 2018: `Failed to load U: …`, until 2017 `XMLHttpRequest cannot load U. …`, and `Font from origin …` for others. */
function olderPlaceOf(text: string): Place | undefined {
  const head =
    /(?:Failed to load\.?|(XMLHttpRequest|Fetch API|EventSource) cannot load) +([a-z][\w+.-]*:\S*?)[.:] (?=\S)/i.exec(
      text,
    ) ??
    /\b(\w{2,20}) from origin '([^']{1,2000})' has been blocked from loading by Cross-Origin Resource Sharing policy: /.exec(
      text,
    )
  if (!head) return
  const rest = text.slice(head.index + head[0].length)
  const redirect = /^Redirect from '([^']*)' to '([^']*)' has been blocked by CORS policy: /.exec(rest)
  const reason = redirect ? rest.slice(redirect[0].length) : rest
  const page = /Origin '([^']*)' is therefore not allowed access/.exec(reason)?.[1]
  if (!saidIn(reason, { page, redirectedFrom: undefined })) return
  return {
    initiator: head[1] === undefined || head[1] === 'Fetch API' ? 'fetch' : head[1],
    url: redirect?.[1] ?? head[2]!,
    ...(isOrigin(page) && { page }),
    reason,
  }
}

function urlIn(text: string, pattern: RegExp): { readonly url?: string } {
  const url = pattern.exec(text)?.[1]
  return url === undefined ? {} : { url }
}
