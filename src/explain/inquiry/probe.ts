import { getHeader, type HeaderList, withoutHeaders } from '../../browser/terms/header-list.ts'
import type { Transport } from '../../browser/terms/wire.ts'
import { type Exchange, type Inquiry, lastExchange } from './inquiry.ts'

/** What the server answers to others; `undefined` where it was not asked. */
export interface Probes {
  /** Whether its permission depends on who asks. */
  readonly dependsOnOrigin: boolean
  /** The headers that it answers to the origin `null`. */
  readonly toNull: HeaderList
}

/** Reserved for documents (RFC 2606): hardly a policy lists it. */
const OTHER_ORIGIN = 'https://corsage-probe.example'

/**
 * Asks again with another origin, with `null`, and without: what a single answer does not show. What may change
 * something is not asked again, but where there is nothing behind the policy; its preflight is asked in its place.
 */
export async function probe(inquiry: Inquiry, transport: Transport): Promise<Probes> {
  const actual = lastExchange(inquiry, false)
  const isSafe = !inquiry.hasNetwork || /^(GET|HEAD)$/.test(inquiry.request.method)
  const asked = isSafe ? actual : lastExchange(inquiry, true)
  if (!asked?.response) return { dependsOnOrigin: false, toNull: [] }
  const own = permissionOf(asked.response.headers)
  const ask = (origin: string | null): Promise<HeaderList | undefined> => answerFor(asked, origin, transport)
  const origins = [OTHER_ORIGIN, 'null', ...(asked === actual ? [null] : [])]
  const answers = await Promise.all(origins.map(ask))
  const dependsOnOrigin = answers.some((headers) => headers && permissionOf(headers) !== own)
  return { dependsOnOrigin, toNull: answers[1] ?? [] }
}

async function answerFor(
  { method, url, headers, body }: Exchange,
  origin: string | null,
  transport: Transport,
): Promise<HeaderList | undefined> {
  const rest = withoutHeaders(headers, ['origin'])
  try {
    const asked = { method, url, body, headers: origin === null ? rest : [...rest, ['Origin', origin] as const] }
    return (await transport(asked)).headers
  } catch {
    return
  }
}

function permissionOf(headers: HeaderList): string | null {
  return getHeader(headers, 'access-control-allow-origin')
}
