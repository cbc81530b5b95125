import { readChromium } from './chromium.ts'
import { readFirefox } from './firefox.ts'
import { readTranslated } from './firefox-translated.ts'
import { readOtherBlock } from './other-block.ts'
import type { ConsoleReading } from './reading.ts'
import { readWebkit } from './webkit.ts'

/** The most characters that are looked at: a console holds fewer messages than that about one page. */
const MAX_CHARACTERS = 100_000

/** Where a message begins in text that was copied from a console. */
const START =
  /(?=Access to .{1,40} at '|Cross-Origin Request (?:Blocked|Warning): |Failed to load |(?:Fetch API|XMLHttpRequest|EventSource) cannot load |Unsafe attempt to load URL |Security Error: Content at |Cross-origin redirection to |Refused to connect to |Connecting to '|Mixed Content: The page at |The resource at [“"]|Content[- ]Security[- ]Policy: |Blocked loading mixed active content |\[blocked\] The page at |Origin \S{1,300} is not allowed by |(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) https?:\S{1,2000} net::)/

/** What the exceptions of `fetch()` say, which a page cannot tell apart. */
const EXCEPTIONS: readonly (readonly [RegExp, ConsoleReading['engine']])[] = [
  [/TypeError: Failed to fetch/, 'chromium'],
  [/TypeError: NetworkError when attempting to fetch resource/, 'firefox'],
  [/TypeError: (?:Load failed|Type error|cancelled)/, 'webkit'],
]

/**
 * Understands messages about CORS, and about what is often taken for CORS, that someone copied from the console of a browser: of Chromium (Chrome, Edge and
 * others), Firefox and WebKit (Safari), in all their versions.
 *
 * @param text one message or several
 * @returns a reading for each message that one of the browsers writes; none if nothing in the text is one
 */
export function readConsole(text: string): ConsoleReading[] {
  const messages = text.slice(0, MAX_CHARACTERS).split(START)
  // A message that begins with another one's words, such as `Failed to load resource: Origin …`, belongs to it.
  const joined = messages.reduce<string[]>((all, message) => {
    const last = all.at(-1)
    if (last !== undefined && /(?:Failed to load resource: |policy: |cannot load \S+\. )$/.test(last))
      all[all.length - 1] = last + message
    else all.push(message)
    return all
  }, [])
  return joined.flatMap(
    (message) =>
      readMessage(message.trim()) ?? message.split('\n').flatMap((line) => readTranslated(line.trim()) ?? []),
  )
}

/** Understands one message. */
export function readMessage(text: string): ConsoleReading | undefined {
  const other = readOtherBlock(text)
  if (other) {
    const { block, ...about } = other
    return { ...about, text, codes: [], blockedBy: block }
  }
  const found = readFirefox(text) ?? readChromium(text) ?? readWebkit(text)
  if (found) return found
  const exception = EXCEPTIONS.find(([pattern]) => pattern.test(text))
  return exception && { engine: exception[1], text, codes: [] }
}
