import type { RouteTable } from '../../routes/routes.ts'
import { isRouteTable, nameOf } from '../../routes/table.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { CorsRequest } from '../../server/request.ts'

/** The row of a table that decides about a request. A preflight belongs to the row of the method that it asks for. */
export interface DecidingRow {
  readonly request: 'preflight' | 'actual'
  readonly method: string
  readonly path: string
  /**
   * The key of the row, or `otherwise` if no row covers the request. Left out if routers could take the request for
   * different rows: then nothing is permitted.
   */
  readonly key?: string
  /** The rows for which routers could take it, if that is not certain; empty if the path is too odd to read. */
  readonly candidates?: readonly string[]
  /** The URL in another spelling, and the row that certainly decides about that. */
  readonly respelled?: { readonly url: string; readonly key: string }
}

/** The policy that decides about a request; of a table, that of the row. */
export function policyFor(
  policy: CorsPolicy | RouteTable | undefined,
  request: CorsRequest,
): { readonly policy: CorsPolicy | undefined; readonly row: DecidingRow | undefined } {
  if (!isRouteTable(policy)) return { policy, row: undefined }
  const found = policy.find(request)
  const asked = request.headers.get('access-control-request-method')
  const isPreflight = request.method === 'OPTIONS' && asked !== null && request.headers.get('origin') !== null
  const method = isPreflight ? asked : request.method
  const about = {
    request: isPreflight ? ('preflight' as const) : ('actual' as const),
    method,
    path: new URL(request.url).pathname,
  }
  if (!found.candidates) return { policy: found.policy, row: { ...about, key: nameOf(found) } }
  const respelled = respell(policy, request.url, method)
  return { policy: found.policy, row: { ...about, candidates: found.candidates, ...(respelled && { respelled }) } }
}

/** Finds a plain spelling of a URL about which a row certainly decides. */
function respell(table: RouteTable, url: string, method: string): DecidingRow['respelled'] {
  const plain = decoded(new URL(url).pathname)
    .replaceAll('\\', '/')
    .replaceAll(/;[^/]*/g, '')
    .replaceAll(/\/{2,}/g, '/')
  const path = plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain
  for (const spelling of [path, path.toLowerCase()]) {
    const other = Object.assign(new URL(url), { pathname: spelling }).href
    const { key } = table.find({ url: other, method: method.toUpperCase(), headers: new Headers() })
    if (key !== undefined) return { url: other, key }
  }
  return
}

function decoded(path: string): string {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path
  } catch {
    return path
  }
}
