import type { Transport } from '../../browser/terms/wire.ts'
import type { ClueCall } from '../../clues/index.ts'
import type { Explanation, Question } from '../../explain/index.ts'
import type { Context } from '../command/context.ts'
import type { FlagValues } from '../command/flag.ts'
import { UsageError } from '../command/usage-error.ts'
import type { EXPLAIN_FLAGS } from './flags.ts'

type Flags = FlagValues<typeof EXPLAIN_FLAGS>

/** Methods whose requests change nothing (RFC 9110, section 9.2.1), so that asking again does no harm. */
const SAFE = /^(GET|HEAD|OPTIONS)$/i

/** An explanation, and what kept this program from asking. */
export interface Asked {
  readonly explanation: Explanation
  /** Whether the way led to a private address, which was not asked. */
  readonly isPrivate: boolean
}

/**
 * Explains a call: against the policy in a file, or by asking the server.
 *
 * @throws {UsageError} for a call that no browser makes
 */
export async function askAbout(call: ClueCall, flags: Flags, context: Context): Promise<Asked> {
  const { explain } = await import('../../explain/index.ts')
  const { questionOfCall } = await import('../../clues/index.ts')
  const base = { ...questionOfCall(call), page: pageOf(call, flags), ...(flags.engine && { profile: flags.engine }) }
  let isPrivate = false
  const onPrivate = (): void => {
    isPrivate = true
  }
  const question: Question =
    flags.policy === undefined
      ? { ...base, ...(await networkFor(call, flags, context, onPrivate)) }
      : { ...base, policy: await policyIn(flags.policy, flags, context) }
  try {
    const explanation = await explain(question)
    return { explanation, isPrivate }
  } catch (error) {
    // Only what the caller gave is refused in this way.
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(error.message, 'See corsage explain --help')
  } finally {
    context.progress()
  }
}

/** The page that makes the call; `null` for an opaque origin. */
function pageOf({ page: clue, url }: ClueCall, { page: typed }: Flags): string | null {
  const page = typed ?? clue
  if (page === 'null') return null
  if (page === undefined) {
    throw new UsageError(
      'The page that makes the call is not known, and CORS depends on its origin',
      'Type --page https://app.example.com, with the origin that is in the address bar',
    )
  }
  if (URL.canParse(page) && /^[a-z][a-z0-9+.-]*:\/\//i.test(page)) return page
  const meant = /^[\w.-]+(:\d+)?(\/|$)/.test(page) ? `${url.startsWith('http:') ? 'http' : 'https'}://${page}` : ''
  throw new UsageError(
    `--page is ${JSON.stringify(page)}, expected a URL or an origin`,
    `Type --page ${meant && URL.canParse(meant) ? meant : 'https://app.example.com'}, or --page null for an opaque origin`,
  )
}

async function policyIn(file: string, flags: Flags, context: Context): Promise<NonNullable<Question['policy']>> {
  const { openLegalPolicy } = await import('../modules/open-policy.ts')
  return (await openLegalPolicy(file, flags.export, context)).layer
}

async function networkFor(
  { url: typed }: ClueCall,
  flags: Flags,
  context: Context,
  onPrivate: () => void,
): Promise<Pick<Question, 'network'>> {
  const { asNetwork } = await import('../network/as-network.ts')
  const { createTransport } = await import('../network/transport.ts')
  const { NetworkFailure } = await import('../network/network-failure.ts')
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  const ask = createTransport({
    isPrivateAllowed: flags['allow-private'],
    typedHosts: new Set(url ? [url.hostname] : []),
    timeout: timeoutOf(flags.timeout),
  })
  const transport: Transport = async (sent) => {
    if (!SAFE.test(sent.method)) await context.tell(`Sends a real ${sent.method} to ${sent.url.origin}.`)
    context.progress(`Asking ${sent.url.origin} …`)
    try {
      return await ask(sent)
    } catch (error) {
      if (error instanceof NetworkFailure && error.code === 'PRIVATE_ADDRESS') onPrivate()
      throw error
    }
  }
  return { network: asNetwork(transport) }
}

function timeoutOf(typed: string): number {
  const seconds = Number(typed)
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 600) return seconds * 1000
  throw new UsageError(`--timeout is ${JSON.stringify(typed)}, expected seconds from 0 to 600`, 'Type --timeout 10')
}
