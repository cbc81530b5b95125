import type { Header } from '../../browser/terms/header-list.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import { type DumpLine, dumpLines } from './lines.ts'

/** The answer to a request. */
export interface DumpAnswer {
  /** The status line, or only its status; empty if the text does not have it. */
  readonly status: string
  readonly headers: readonly Header[]
}

/** A request and its answer, as far as the text has them. */
export interface DumpExchange {
  readonly method?: string
  readonly url?: string
  readonly headers: readonly Header[]
  readonly answer?: DumpAnswer
}

/** Headers that only requests have. */
const OF_REQUESTS =
  /^(?::\w+|accept(?:-(?!ranges|patch|ch$)\w+)*|authorization|cookie|host|origin|referer|user-agent|access-control-request-.+|sec-.+|dnt|te|if-.+|x-requested-with)$/i

/** Headers that tell an answer from other lines with a colon. */
const OF_ANSWERS =
  /^(?:access-control-(?:allow|expose|max)-.+|content-(?:type|length|encoding|security-policy)|cache-control|set-cookie|server|date|vary|etag|expires|location|last-modified|allow|age|via|connection|transfer-encoding|strict-transport-security|www-authenticate|x-powered-by|cross-origin-.+|timing-allow-origin|alt-svc|accept-ranges|x-amz.+|x-amzn.+|cf-.+|x-cache|keep-alive)$/i

interface Draft {
  method: string | undefined
  url: string | undefined
  target: string | undefined
  readonly headers: Header[]
  answer: { status: string; readonly headers: Header[] } | undefined
}

/** A dump of hours has more lines than anyone reads. */
const MAX_CHARACTERS = 200_000

/**
 * Reads exchanges of HTTP as `curl -v`, `curl -i`, HTTPie, wget and the Network panels of browsers write them, or only the
 * headers of an answer.
 *
 * @returns nothing if the text is something else
 */
export function readDump(text: string): DumpExchange[] {
  const lines = dumpLines(text.slice(0, MAX_CHARACTERS))
  const drafts = draftsOf(lines)
  const isNamed = lines.some(({ kind }) => kind === 'request' || kind === 'status' || kind === 'url')
  const headers = drafts.flatMap((draft) => [...draft.headers, ...(draft.answer?.headers ?? [])])
  const known = headers.filter(([name]) => OF_ANSWERS.test(name) || OF_REQUESTS.test(name))
  // Programs and configuration have lines with a colon as well.
  if (!isNamed && (!headers.some(([name]) => OF_ANSWERS.test(name)) || /[[{(]\s*$/m.test(text))) return []
  if (!known.length && headers.length > 0) return []
  // One line with a known name may be in any text.
  const others = lines.filter(({ kind }) => kind === 'other').length
  if (!isNamed && others >= headers.length) return []
  return drafts.map(exchangeOf)
}

/** Sorts lines into exchanges. What stands after a blank line is a body, up to the next first line or heading. */
function draftsOf(lines: readonly DumpLine[]): Draft[] {
  const drafts: Draft[] = []
  let side: 'request' | 'response' | undefined
  let isBody = false
  let isLoose = true
  const draft = (): Draft => {
    const last = drafts.at(-1)
    if (last) return last
    const first = emptyDraft()
    drafts.push(first)
    return first
  }
  for (const line of lines) {
    if (line.kind === 'request') {
      if (drafts.at(-1)?.target !== undefined || drafts.at(-1)?.method !== undefined) drafts.push(emptyDraft())
      Object.assign(draft(), { method: line.method, target: line.target })
      ;[side, isBody, isLoose] = ['request', false, false]
    } else if (line.kind === 'url') {
      if (drafts.length > 0) drafts.push(emptyDraft())
      draft().url = line.value
      ;[side, isBody, isLoose] = [undefined, false, true]
    } else if (line.kind === 'status') {
      // A summary has the status before the answer itself.
      if (draft().answer?.status && draft().answer?.headers.length) drafts.push(emptyDraft())
      // What stood before the first line was something else.
      const isOther = isLoose && draft().url === undefined && line.text.startsWith('HTTP/')
      draft().answer = { status: line.text, headers: isOther ? [] : (draft().answer?.headers ?? []) }
      side = isLoose && !isOther ? side : 'response'
      if (isOther) isLoose = false
      isBody = false
    } else if (line.kind === 'side') {
      ;[side, isBody, isLoose] = [line.side, false, false]
    } else if (line.kind === 'method') draft().method = line.value
    else if (line.kind === 'end') isBody = true
    else if (line.kind === 'blank') isBody = side !== undefined && !isLoose && hasHeaders(drafts.at(-1), side)
    else if (line.kind === 'header' && !isBody) {
      // In a panel without headings, the headers of the answer stand before those of the request.
      if (isLoose && OF_REQUESTS.test(line.name)) side = 'request'
      const header: Header = [line.name, line.value]
      if (side === 'request') draft().headers.push(header)
      else (draft().answer ??= { status: '', headers: [] }).headers.push(header)
    }
  }
  return drafts
}

function hasHeaders(draft: Draft | undefined, side: 'request' | 'response'): boolean {
  return Boolean(side === 'request' ? draft?.headers.length : draft?.answer?.headers.length)
}

function emptyDraft(): Draft {
  return { method: undefined, url: undefined, target: undefined, headers: [], answer: undefined }
}

function exchangeOf({ method, url, target, headers, answer }: Draft): DumpExchange {
  const find = (name: string): string | undefined => headers.find(([other]) => other.toLowerCase() === name)?.[1]
  const asked = method ?? find(':method')
  const full =
    url ?? urlOf(target ?? find(':path'), find(':authority') ?? find('host'), find(':scheme'), find('origin'))
  return {
    ...(asked !== undefined && { method: asked }),
    ...(full !== undefined && parseUrl(full) && { url: full }),
    headers: headers.filter(([name]) => !name.startsWith(':')),
    ...(answer && { answer }),
  }
}

/** A request line has no scheme. On this machine it is usually http, as that of the page is. */
function urlOf(target = '/', host: string | undefined, scheme: string | undefined, page = ''): string | undefined {
  if (/^https?:/.test(target)) return target
  if (host === undefined) return
  const isLocal = /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|[\w-]+(?::\d+)?$)/.test(host) || /:(?!443$)\d+$/.test(host)
  return `${scheme ?? (isLocal && !page.startsWith('https:') ? 'http' : 'https')}://${host}${target}`
}
