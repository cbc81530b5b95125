import { getHeader, type HeaderList, withoutHeaders } from '../browser/header-list.ts'
import type { Transport } from '../browser/wire.ts'
import { type Exchange, type Inquiry, lastExchange } from './inquiry.ts'

/** What the server answers to others; `undefined` where it was not asked. */
export interface Probes {
  /** Whether its permission depends on who asks. */
  readonly dependsOnOrigin: boolean
  /** The permission that it gives to the origin `null`. */
  readonly toNull: string | null
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
  if (!asked?.response) return { dependsOnOrigin: false, toNull: null }
  const own = permissionOf(asked.response.headers)
  const ask = (origin: string | null): Promise<string | null | undefined> => permissionFor(asked, origin, transport)
  const origins = [OTHER_ORIGIN, 'null', ...(asked === actual ? [null] : [])]
  const permissions = await Promise.all(origins.map(ask))
  const dependsOnOrigin = permissions.some((permission) => permission !== undefined && permission !== own)
  return { dependsOnOrigin, toNull: permissions[1] ?? null }
}

async function permissionFor(
  { method, url, headers, body }: Exchange,
  origin: string | null,
  transport: Transport,
): Promise<string | null | undefined> {
  const rest = withoutHeaders(headers, ['origin'])
  try {
    const asked = { method, url, body, headers: origin === null ? rest : [...rest, ['Origin', origin] as const] }
    return permissionOf((await transport(asked)).headers)
  } catch {
    return
  }
}

function permissionOf(headers: HeaderList): string | null {
  return getHeader(headers, 'access-control-allow-origin')
}
