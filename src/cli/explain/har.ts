import type { HarCall, HarReading } from '../../clues/index.ts'
import type { Explanation } from '../../explain/index.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Context } from '../command/context.ts'
import { UsageError } from '../command/usage-error.ts'
import { findFile, readText } from '../modules/find-file.ts'
import { type Line, styled } from '../output/line.ts'
import type { Result } from '../output/result.ts'
import { shown } from './explained.ts'
import { fixLines } from './fix-lines.ts'
import { GAPS } from './gaps.ts'

/** A call of a recording, and how often the page made it in the same way. */
interface Group {
  readonly call: HarCall
  readonly count: number
  readonly explanation: Explanation | undefined
}

/** Explains the calls in a recording. */
export async function explainHar(typed: string, context: Context): Promise<Result> {
  const { maskStrings, readHar } = await import('../../clues/index.ts')
  const text = await readText(findFile(typed, context), context)
  let reading: HarReading
  try {
    reading = await readHar(text)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(error.message, 'Type the path of a file that the Network panel of a browser exported')
  }
  const groups = await grouped(reading.calls)
  const count = (verdict: HarCall['verdict']): number => reading.calls.filter((call) => call.verdict === verdict).length
  const counts = {
    refused: count('refused'),
    readable: count('readable'),
    opaque: count('opaque'),
    unknown: count('unknown'),
  }
  const summary = summaryOf(reading, counts)
  return {
    status: counts.refused ? 1 : 0,
    text: [summary, ...maskStrings(groups).flatMap(groupLines)],
    json: {
      source: 'har',
      creator: reading.creator,
      profile: reading.profile,
      counts,
      calls: maskStrings(groups.map(toJson)),
    },
    markdown: () => `${summary}\n\n${maskStrings(groups).map(toMarkdown).join('\n')}`,
  }
}

/** A group as data: the question is a function, and the explanation has the failure. */
function toJson({ call, count, explanation }: Group): Record<string, unknown> {
  const { url, method, page, entries, status, verdict, codes, mayBeReadable, missing, assumes, error } = call
  const always = { url, method, entries, status, verdict, codes, mayBeReadable, missing, assumes, count }
  return {
    ...always,
    ...(page !== undefined && { page }),
    ...(error !== undefined && { error }),
    ...(explanation && { explanation }),
  }
}

/** One group for calls that differ only in the query of their URLs, the failed ones first. */
async function grouped(calls: readonly HarCall[]): Promise<Group[]> {
  const { explain } = await import('../../explain/index.ts')
  const found = new Map<string, { call: HarCall; count: number }>()
  for (const call of calls) {
    const key = [call.method, call.url.replace(/\?.*/, ''), call.page, call.verdict, ...call.codes].join(' ')
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { call, count: 1 })
  }
  const order = ['refused', 'unknown', 'opaque', 'readable']
  const sorted = [...found.values()].toSorted(
    (one, other) => order.indexOf(one.call.verdict) - order.indexOf(other.call.verdict),
  )
  return await Promise.all(
    sorted.map(async ({ call, count }) => {
      const isExplained = call.verdict === 'refused' && call.question !== undefined
      return { call, count, explanation: isExplained ? await shown(await explain(call.question)) : undefined }
    }),
  )
}

function summaryOf(
  { creator, calls }: HarReading,
  { refused, readable, opaque, unknown }: Record<string, number>,
): string {
  if (!calls.length)
    return `No call in the recording${creator ? ` of ${creator}` : ''} failed or went to another origin.`
  const parts = [
    refused && `${refused} blocked`,
    unknown && `${unknown} that the recording does not decide`,
    readable && `${readable} readable`,
    opaque && `${opaque} opaque`,
  ].filter((part) => typeof part === 'string')
  return `${calls.length} call${calls.length > 1 ? 's' : ''} to other origins, or that failed: ${enumerate(parts)}`
}

function groupLines({ call, count, explanation }: Group): Line[] {
  if (call.verdict === 'readable' || call.verdict === 'opaque') return []
  const { method, url, page, codes, entries } = call
  const times = count > 1 ? `, ${count} times` : ''
  const from = page === undefined ? '' : ` from ${page}`
  const place = styled('dim', ` (entry ${entries.map((entry) => entry + 1).join(', ')}${times})`)
  if (call.verdict === 'unknown') {
    const possible = codes.length ? ` It may be ${codes.join(', or ')}.` : ''
    const readable = call.mayBeReadable ? ' The page may also have read the response.' : ''
    return [
      '',
      { spans: [styled('yellow', 'Cannot be told from this HAR:'), ` ${method} ${url}${from}`, place] },
      {
        indent: 2,
        spans: [`The recording does not say ${enumerate(call.missing.map((gap) => GAPS[gap]))}.${possible}${readable}`],
      },
      ...(call.error === undefined ? [] : [{ indent: 2, spans: [styled('dim', `The browser says: ${call.error}`)] }]),
    ]
  }
  const lines = (explanation?.fixes ?? []).flatMap((fix) => fixLines(fix, 2))
  return [
    '',
    { spans: [styled('red', 'Blocked:'), ` ${method} ${url}${from}`, place] },
    {
      indent: 2,
      hang: 2,
      spans: [styled('bold', codes[0] ?? ''), ` ${explanation?.verdict.sentence ?? call.error ?? ''}`],
    },
    ...(call.assumes.length ? [{ indent: 2, spans: [styled('dim', ASSUMED)] }] : []),
    ...lines,
  ]
}

const ASSUMED = 'This assumes that the call follows redirects, as fetch() does unless it is asked not to.'

function toMarkdown({ call, explanation, count }: Group): string {
  const { method, url, verdict, codes, missing } = call
  const what =
    verdict === 'refused'
      ? `**${codes[0]}** ${explanation?.verdict.sentence ?? ''}`
      : verdict === 'unknown'
        ? `cannot be told: the recording does not say ${enumerate(missing.map((gap) => GAPS[gap]))}`
        : verdict
  return `- \`${method} ${url.replaceAll('`', '%60')}\`${count > 1 ? ` (${count} times)` : ''}: ${what}\n`
}
