import type { CallReading, ClueCall } from '../../clues/index.ts'
import { quote } from '../../wording/quote.ts'
import type { Context } from '../command/context.ts'
import type { FlagValues } from '../command/flag.ts'
import { UsageError } from '../command/usage-error.ts'
import type { Line } from '../output/line.ts'
import type { Result } from '../output/result.ts'
import { askAbout } from './ask.ts'
import { shown, statusOf } from './explained.ts'
import type { EXPLAIN_FLAGS } from './flags.ts'

type Flags = FlagValues<typeof EXPLAIN_FLAGS>

/** Explains one call: of a URL, of a line of curl, or of code. */
export async function explainCall(
  source: 'url' | 'curl' | 'fetch',
  text: string,
  flags: Flags,
  context: Context,
): Promise<Result> {
  const { call, leftOut } = withFlags(await readCall(source, text), flags)
  const { isPrivate, explanation: found } = await askAbout(call, flags, context)
  const explanation = await shown(found)
  const { render } = await import('../../explain/index.ts')
  const { maskText } = await import('../../clues/index.ts')
  const notes = [...leftOut.map(maskText), ...(isPrivate ? [PRIVATE] : [])]
  return {
    status: statusOf(explanation),
    text: [{ rendered: render(explanation, 'text', { color: true }) }, ...noteLines(notes)],
    json: { source, leftOut: notes, explanation },
    markdown: () => [render(explanation, 'markdown'), ...notes.map((note) => `Left out: ${note}`)].join('\n\n'),
  }
}

const PRIVATE =
  'The request to this machine or a private network, to which a redirect or a name server led. Type --allow-private to send it.'

async function readCall(source: 'url' | 'curl' | 'fetch', text: string): Promise<CallReading> {
  if (source === 'url') return { call: { url: text, method: 'GET', headers: [], body: null }, leftOut: [] }
  const { formsOf, maskText, readCurl, readFetch } = await import('../../clues/index.ts')
  let first: TypeError | undefined
  for (const form of [...formsOf(text), text]) {
    try {
      return source === 'curl' ? readCurl(form) : readFetch(form)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      first ??= error
    }
  }
  throw new UsageError(maskText(first!.message), `Type corsage explain --${source} - to read it from standard input`)
}

/**
 * The call for which a line asks permission, if somebody sends a preflight by hand. Against a policy, that is the question;
 * to a server, a call that may change something is only sent if its method is typed.
 */
function forWhich(reading: CallReading, flags: Flags): CallReading {
  const { call, leftOut } = reading
  const { asks } = call
  if (!asks) return reading
  const isWanted = flags.policy !== undefined || flags.method?.toUpperCase() === asks.method.toUpperCase()
  if (isWanted) return { call: { ...call, method: asks.method, headers: [...call.headers, ...asks.headers] }, leftOut }
  const note = `The call for which the line asks permission. Type -X ${asks.method} to explain it, which really sends it.`
  return { call, leftOut: [...leftOut, note] }
}

/** The call with what the flags say about it. */
function withFlags(reading: CallReading, flags: Flags): CallReading {
  const { call, leftOut } = forWhich(reading, flags)
  const headers = flags.header.map((line): ClueCall['headers'][number] => {
    const at = line.indexOf(':')
    if (at > 0) return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    throw new UsageError(`-H is ${quote(line)}, expected a name, a colon and a value`, "Type -H 'x-id: 1'")
  })
  const named = new Set(headers.map(([name]) => name.toLowerCase()))
  return {
    call: {
      ...call,
      ...(flags.method !== undefined && { method: flags.method }),
      ...(flags.credentials && { credentials: 'include' as const }),
      headers: [...call.headers.filter(([name]) => !named.has(name.toLowerCase())), ...headers],
    },
    leftOut,
  }
}

function noteLines(notes: readonly string[]): Line[] {
  if (!notes.length) return []
  return ['', 'Left out:', ...notes.map((note): Line => ({ indent: 2, hang: 2, spans: [note] }))]
}
