/** A line of a dump, understood alone. */
export type DumpLine =
  | { readonly kind: 'request'; readonly method: string; readonly target: string }
  | { readonly kind: 'status'; readonly text: string; readonly status: number }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'side'; readonly side: 'request' | 'response' }
  | { readonly kind: 'url' | 'method'; readonly value: string }
  | { readonly kind: 'blank' | 'noise' | 'end' | 'other' }

/** What `curl -v` puts before the lines of a request and of a response. Mails have the first one before every line. */
const MARKED = /^[ \t]*[<>] ?(?:HTTP\/[\d.]+ \d{3}|[A-Z]{3,10} \S+ HTTP\/)/m

/** What the Network panels of browsers have between the headers. */
const NOISE =
  /^(?:General|Summary|Raw|view (?:source|parsed)|Learn more|Provisional headers are shown.*|⚠.*|Remote Address:.*|Address:.*|Referrer Policy:.*|Source:.*|Initiator:.*|Request:)$/i

/** Headings after which there are no more headers. */
const END = /^(?:Form Data|Query String Parameters|Request Payload|Request Data|Response Body)\b/

/** Reads the lines of text that may be a dump of HTTP: what a command line prints, or a Network panel copies. */
export function dumpLines(text: string): DumpLine[] {
  const isMarked = MARKED.test(text)
  const lines = unmarked(text.split(/\r?\n/), isMarked)
  return isPairs(text) ? joinPairs(lines).map(lineOf) : lines.map(lineOf)
}

function unmarked(lines: readonly string[], isMarked: boolean): string[] {
  if (isMarked) return lines.flatMap((line) => /^\s*[<>] ?(.*)$/.exec(line)?.[1] ?? [])
  const filled = lines.filter((line) => line.trim())
  const mark = /^\s*([#<>|*•-])(?: |$)/.exec(filled[0] ?? '')?.[1]
  const isCommon = mark !== undefined && filled.every((line) => line.trimStart().startsWith(mark))
  return lines.map((line) => (isCommon ? line.trimStart().slice(1) : line).trim())
}

/** Since version 112, Chrome copies a name and its value as two lines. */
function isPairs(text: string): boolean {
  return /^[ \t]*Request URL:?[ \t]*$/m.test(text)
}

const PAIR_NAME = /^(?::?[a-z][\w-]*|Request URL|Request Method|Status Code|Remote Address|Referrer Policy):?$/i

function joinPairs(lines: readonly string[]): string[] {
  const isPart = (line: string): boolean => /^(?:Remote Address|Referrer Policy):?$/i.test(line) || !NOISE.test(line)
  const filled = lines.filter((line) => line.trim() && sideOf(line) === undefined && isPart(line))
  const joined: string[] = []
  for (let at = 0; at < filled.length; at++) {
    const name = filled[at]!
    if (!PAIR_NAME.test(name)) joined.push(name)
    else joined.push(`${name.replace(/:$/, '')}: ${filled[++at] ?? ''}`)
  }
  return joined
}

function sideOf(line: string): 'request' | 'response' | undefined {
  const side = /^(Request|Response)(?: Headers)?(?: ?\([\d.,]+ ?\w+\))?(?: ?view (?:source|parsed))?:?$/i.exec(
    line,
  )?.[1]
  return side === undefined ? undefined : side.toLowerCase() === 'request' ? 'request' : 'response'
}

function lineOf(line: string): DumpLine {
  if (!line.trim()) return { kind: 'blank' }
  const side = /^Request:$/.test(line) ? undefined : sideOf(line)
  if (side) return { kind: 'side', side }
  if (NOISE.test(line)) return { kind: 'noise' }
  if (END.test(line)) return { kind: 'end' }
  // The console of Firefox has no blank between the method and the URL.
  const [, method, target] =
    /^([A-Z]{3,10}) (\S{1,4000}) HTTP\/[\d.]+$/.exec(line.trim()) ??
    /^(?:XHR)?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s*(https?:\S{1,4000})$/.exec(line.trim()) ??
    []
  if (method !== undefined) return { kind: 'request', method, target: target! }
  const [, first, status] = /^(?:RawContent\s*: |\[)?(HTTP\/[\d.]+ (\d{3})\b[^\]]*)\]?$/.exec(line) ?? []
  if (first !== undefined) return { kind: 'status', text: first.trim(), status: Number(status) }
  const [, named] = /^Status(?: Code)?:\s*(\d{3}\b.{0,60})$/i.exec(line) ?? []
  if (named !== undefined) return { kind: 'status', text: named.trim(), status: Number(named.slice(0, 3)) }
  const [, what, value] = /^(Request URL|URL|Request Method): *(\S{1,4000})$/i.exec(line) ?? []
  if (what !== undefined) return { kind: /url$/i.test(what) ? 'url' : 'method', value: value! }
  const [, name, rest] = /^(:?[A-Za-z][\w-]{0,100})(?:\s*:|\t)\s*(.*)$/.exec(line) ?? []
  return name === undefined ? { kind: 'other' } : { kind: 'header', name, value: rest!.trim() }
}
