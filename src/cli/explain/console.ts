import type { ConsoleReading, OtherBlock } from '../../clues/index.ts'
import type { Explanation } from '../../explain/index.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { FlagValues } from '../command/flag.ts'
import { UsageError } from '../command/usage-error.ts'
import { type Line, styled } from '../output/line.ts'
import type { Result } from '../output/result.ts'
import { shown } from './explained.ts'
import { fixLines } from './fix-lines.ts'
import type { EXPLAIN_FLAGS } from './flags.ts'

/** A failure that a message can mean. */
interface Meaning {
  readonly code: string
  readonly assumed: readonly string[]
  readonly explanation: Explanation
}

interface Message {
  readonly reading: ConsoleReading
  readonly meanings: readonly Meaning[]
}

/** The meanings of one message that are explained. More than these would hide the likely ones. */
const MOST_MEANINGS = 4

const BROWSERS = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' } as const

/** Explains messages from a console. */
export async function explainConsole(text: string, flags: FlagValues<typeof EXPLAIN_FLAGS>): Promise<Result> {
  const { maskStrings, questionsOfConsole, readConsole } = await import('../../clues/index.ts')
  const { explain } = await import('../../explain/index.ts')
  const readings = readConsole(text)
  if (!readings.length) {
    throw new UsageError('No browser writes this as a message about CORS', wayFor(text))
  }
  const about = {
    ...(flags.page !== undefined && { page: flags.page }),
    ...(flags.method !== undefined && { method: flags.method }),
  }
  const messages: Message[] = []
  for (const reading of readings) {
    const questions = questionsOfConsole(reading, about).slice(0, MOST_MEANINGS)
    // One after the other, so that the messages keep their order.
    // oxlint-disable-next-line no-await-in-loop
    const meanings = await Promise.all(
      questions.map(async ({ code, assumed, question }) => ({
        code,
        assumed,
        explanation: await shown(await explain(question)),
      })),
    )
    messages.push({ reading: maskStrings(reading), meanings })
  }
  return {
    status: 1,
    text: messages.flatMap((message, at) => [...(at ? [''] : []), ...messageLines(message)]),
    json: { source: 'console', messages: messages.map(({ reading, meanings }) => ({ ...reading, meanings })) },
    markdown: () => messages.map(toMarkdown).join('\n'),
  }
}

/** What to type for text that is not a message. */
function wayFor(text: string): string {
  if (/^\s*(?:\S+\s+)?curl(?:\.exe)?\s/.test(text)) return 'For a line of curl, type corsage explain --curl -'
  if (/\bfetch\s*\(/.test(text)) return 'For a call of fetch(), type corsage explain --fetch -'
  if (/^\s*\{\s*"log"/.test(text)) return 'For a recording, type corsage explain --har FILE'
  const [url] = /^\s*https?:\/\/[^\s'"`$]{1,500}(?=\s*$)/.exec(text) ?? []
  if (url !== undefined) return `For a URL, type corsage explain ${url.trim()} --page ORIGIN`
  if (/^[ \t]*(?:HTTP\/[\d.]+ \d{3}|access-control-[\w-]+:)/im.test(text))
    return 'To ask the server that sends these headers, type corsage explain URL --page ORIGIN'
  return "Type --console with the whole message, such as 'Access to fetch at … has been blocked by CORS policy: …'"
}

function messageLines({ reading, meanings }: Message): Line[] {
  const { codes, url, page, blockedBy } = reading
  const writer = writerOf(reading)
  const where = `${url === undefined ? '' : ` about ${url}`}${page === undefined ? '' : ` from ${page}`}`
  const head: Line = { spans: [styled('bold', `${writer}${where}`)] }
  if (blockedBy) return [head, ...blockLines(blockedBy)]
  if (!meanings.length) return [head, { indent: 2, spans: [NOTHING] }]
  const only = codes.length === 1
  const rest = codes.length - meanings.length
  return [
    head,
    ...(only
      ? []
      : [
          {
            indent: 2,
            spans: [`${writer} writes this about ${codes.length} failures. The most frequent ones first:`],
          },
        ]),
    ...meanings.flatMap((meaning, at) => meaningLines(meaning, meanings.slice(0, at))),
    ...(rest > 0
      ? [{ indent: 2, spans: [styled('dim', `Or, less often: ${enumerate(codes.slice(meanings.length))}`)] }]
      : []),
    ...(only ? [] : [{ indent: 2, spans: [DECIDE] }]),
  ]
}

function writerOf({ engine, by }: ConsoleReading): string {
  return by ?? BROWSERS[engine]
}

/** CORS is the way out of some blocks, although nothing that it checks has failed. */
function labelOf(code: OtherBlock['code']): string {
  return code === 'hidden-header' || code === 'tainted-canvas' ? code : `${code}, not CORS`
}

function blockLines({ code, sentence, way, spec }: OtherBlock): Line[] {
  return [
    { indent: 2, hang: 2, spans: [styled('red', `${labelOf(code)}:`), ' ', sentence] },
    { indent: 4, hang: 2, spans: [styled('green', 'Fix:'), ' ', way] },
    { indent: 4, spans: [styled('dim', spec)] },
  ]
}

/** A meaning, without the fixes that stand above it. */
function meaningLines({ code, assumed, explanation: { verdict, fixes } }: Meaning, above: readonly Meaning[]): Line[] {
  const known = new Set(above.flatMap(({ explanation }) => explanation.fixes.map(({ value }) => value)))
  const added = fixes.filter(({ value }) => !known.has(value))
  return [
    { indent: 2, hang: 2, spans: [styled('red', code), ' ', verdict.sentence] },
    ...added.flatMap((fix) => fixLines(fix, 4)),
    ...(added.length ? [] : [{ indent: 4, spans: [styled('green', 'Fix:'), ' as above'] }]),
    ...(assumed.length
      ? [
          {
            indent: 4,
            hang: 2,
            spans: [styled('dim', `Assumed, because the message does not say it: ${enumerate(assumed)}.`)],
          },
        ]
      : []),
    { indent: 4, spans: [styled('dim', verdict.spec)] },
  ]
}

const NOTHING =
  'It only says that the request failed. Look for another message right before it, or save a recording in the Network panel and type corsage explain --har FILE.'
const DECIDE = 'To find out which one it is, type corsage explain URL --page ORIGIN, which asks the server.'

function toMarkdown({ reading, meanings }: Message): string {
  const { blockedBy } = reading
  const lines = meanings.map(
    ({ code, explanation: { verdict, fixes } }) =>
      `- **${code}**: ${verdict.sentence}\n${fixes.map(({ sentence, value }) => `  - ${sentence}\n\n${indent(value)}\n`).join('')}`,
  )
  return `### ${writerOf(reading)}\n\n${indent(reading.text, 4)}\n\n${lines.join('\n') || (blockedBy ? `- **${labelOf(blockedBy.code)}**: ${blockedBy.sentence} ${blockedBy.way}` : NOTHING)}\n`
}

/** Code in a list, which no line in it can end. */
function indent(text: string, width = 8): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(width) + line)
    .join('\n')
}
