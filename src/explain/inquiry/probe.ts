import { getHeader, type HeaderList, withoutHeaders } from '../../browser/terms/header-list.ts'
import type { Transport } from '../../browser/terms/wire.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { type Exchange, type Inquiry, lastExchange } from './inquiry.ts'

/** The answers of the server to other origins, which one request does not show. */
export interface Probes {
  /** Whether `Access-Control-Allow-Origin` depends on the origin that asks. */
  readonly dependsOnOrigin: boolean
  /** The headers for an origin that no policy lists; empty when the server was not asked. */
  readonly toOther: HeaderList
  /** The headers for the origin `null`; empty when the server was not asked. */
  readonly toNull: HeaderList
}

/** A name that is reserved for documents (RFC 2606, section 3), so that no policy lists it except with `*`. */
export const OTHER_ORIGIN = 'https://corsage-probe.example'

/**
 * Asks again as another origin, as `null`, and without an origin. A request that may change something is not repeated:
 * then its preflight is. A policy on its own has nothing behind it that could change.
 */
export async function probe(inquiry: Inquiry, transport: Transport): Promise<Probes> {
  const actual = lastExchange(inquiry, false)
  const isSafe = !inquiry.hasNetwork || SAFE_METHOD.test(inquiry.request.method)
  const asked = isSafe ? actual : lastExchange(inquiry, true)
  if (!asked?.response) return { dependsOnOrigin: false, toOther: [], toNull: [] }
  const own = permissionOf(asked.response.headers)
  const ask = (origin: string | null): Promise<HeaderList | undefined> => answerFor(asked, origin, transport)
  const origins = [OTHER_ORIGIN, 'null', ...(asked === actual ? [null] : [])]
  const answers = await Promise.all(origins.map(ask))
  const dependsOnOrigin = answers.some((headers) => headers && permissionOf(headers) !== own)
  return { dependsOnOrigin, toOther: answers[0] ?? [], toNull: answers[1] ?? [] }
}

/** The headers of one probe; `undefined` when the server does not answer it, which is not a failure of the request. */
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
