import { readChromium } from './chromium.ts'
import { readChromiumPanel } from './chromium-network.ts'
import { readFirefox } from './firefox.ts'
import { readTranslated } from './firefox-translated.ts'
import { readLibrary } from './library.ts'
import { readOtherBlock } from './other-block.ts'
import { plainText } from './plain.ts'
import type { ConsoleReading } from './reading.ts'
import { together } from './together.ts'
import { readWebkit } from './webkit.ts'

/** The most characters that are looked at: a console holds fewer messages than that about one page. */
const MAX_CHARACTERS = 100_000

/** Where a message begins in text that was copied from a console. */
const START =
  /(?=Access to .{1,40} at \S|\b\w{2,20} from origin '[^'\n]{1,300}' has been blocked from loading|Cross-Origin Request (?:Blocked|Warning): |Failed to load (?!resource)|(?:Fetch API|XMLHttpRequest|EventSource) cannot load |Unsafe attempt to load URL |Security Error: Content at |Cross-origin redirection to |Refused to (?:connect|load)|Connecting to '|Mixed Content: The page at |The resource at ["'“]|Content[- ]Security[- ]Policy: |Blocked loading mixed active content |\[blocked\] The page at |Origin \S{1,300} is not allowed by |(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) https?:\S{1,2000} (?:net::|\d{3} \())/

/** The most failures that one message can mean, if its words are all there. */
const MOST_CHOICES = 8

/** What the exceptions of `fetch()` say, which a page cannot tell apart. */
const EXCEPTIONS: readonly (readonly [RegExp, ConsoleReading['engine']])[] = [
  [/\b\w*(?:Error|Exception): Failed to fetch\b(?! dynamically)/, 'chromium'],
  [/Failed to execute 'send' on 'XMLHttpRequest': Failed to load/, 'chromium'],
  [/TypeError: NetworkError when attempting to fetch resource/, 'firefox'],
  [/TypeError: (?:Load failed|Type error|cancelled)/, 'webkit'],
]

/**
 * Understands messages about CORS, and about what is often taken for CORS, that someone copied from the console of a browser: of Chromium (Chrome, Edge and
 * others), Firefox and WebKit (Safari), in all their versions.
 *
 * @param text one message or several, as the console has them, or as they went through Markdown, a mail or a log
 * @returns a reading for each message that one of the browsers writes; none if nothing in the text is one
 */
export function readConsole(text: string): ConsoleReading[] {
  const copied = text.slice(0, MAX_CHARACTERS)
  const found = readAll(copied)
  if (choicesOf(found) <= MOST_CHOICES && namesUrl(found)) return found
  const again = readAll(plainText(copied))
  const gain = choicesOf(found) - choicesOf(again)
  const isClearer = gain > 0 || (gain === 0 && namesUrl(again) && !namesUrl(found))
  const best = found.length === 0 || isClearer ? again : found
  if (choicesOf(best) < Infinity) return best
  const translated = readTranslatedIn(copied)
  return translated.length ? [...translated, ...best] : best
}

/** Messages of Firefox in other languages, one in each line; or one that was broken into lines. */
function readTranslatedIn(text: string): ConsoleReading[] {
  const lines = text.split('\n').flatMap((line) => readTranslated(line.trim()) ?? [])
  if (choicesOf(lines) <= MOST_CHOICES) return lines
  const joined = readTranslated(plainText(text))
  return joined && joined.codes.length < choicesOf(lines) ? [joined] : lines
}

function namesUrl(readings: readonly ConsoleReading[]): boolean {
  return readings.some(({ url }) => url !== undefined)
}

/** How many failures the clearest message can mean. */
function choicesOf(readings: readonly ConsoleReading[]): number {
  return Math.min(...readings.map(({ codes, blockedBy }) => (blockedBy ? 1 : codes.length || Infinity)))
}

function readAll(text: string): ConsoleReading[] {
  // A message that begins with another one's words, such as `Failed to load resource: Origin …`, belongs to it.
  const joined = text.split(START).reduce<string[]>((all, message) => {
    const last = all.at(-1)
    if (
      last !== undefined &&
      /(?:Failed to load resource: |policy: |cannot load \S+\.\s{1,9}|'XMLHttpRequest': )$/.test(last)
    )
      all[all.length - 1] = last + message
    else all.push(message)
    return all
  }, [])
  return together(joined.flatMap((message) => readMessage(message.trim()) ?? []))
}

/** Understands one message. */
export function readMessage(text: string): ConsoleReading | undefined {
  const other = readOtherBlock(text)
  if (other) {
    const { block, ...about } = other
    const by = block.code === 'no-browser' ? { by: 'Node.js or React Native' } : {}
    return { ...about, ...by, text, codes: [], blockedBy: block }
  }
  const found =
    readFirefox(text) ?? readChromium(text) ?? readWebkit(text) ?? readChromiumPanel(text) ?? readLibrary(text)
  if (found) return found
  const exception = EXCEPTIONS.find(([pattern]) => pattern.test(text))
  return exception && { engine: exception[1], text, codes: [] }
}
