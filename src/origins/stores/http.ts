import { checkArgument } from '../../policy/arguments.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { OriginLookup } from '../lookup.ts'
import { createLookup } from './lookup.ts'

/** Sends the request, as `fetch` does. It also gets the predicate's context. */
export type Send<Context> = (url: string, init: RequestInit, context: Context) => Promise<Response>

const PARTS = /\{(tenant|origin)\}/g

/** A host and the start of a path or query, so that no value can become a part of the host. */
const START = /^https?:\/\/[^/?#@\\]+[/?][^#]*$/

/** Between the values is a character that `encodeURIComponent` never writes, so different pairs have different URLs. */
const BETWEEN = /^[^#]*[/?&][^#]*$/

const EXPECTED = 'a URL such as "https://host/allowed?tenant={tenant}&origin={origin}", with both in its path or query'

/**
 * Asks an endpoint about origins by GET. The status 200 or 204 means yes, and 404 means no. Any other status is an error,
 * including a redirect, which is not followed. The body is not read.
 *
 * @param url a URL with `{tenant}` and `{origin}` in its path or query, which are replaced by the encoded values
 * @param send sends the request, for example with a header, or to a service binding. Default: `fetch`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { fromHttp } from 'corsage/origins'
 *
 * const get = fromHttp('https://tenants.example/allowed?tenant={tenant}&origin={origin}', (url, init) =>
 *   fetch(url, { ...init, headers: { authorization: 'Bearer …' } }),
 * )
 * ```
 */
export function fromHttp<Context>(url: string, send: Send<Context> = (to, init) => fetch(to, init)): OriginLookup {
  const [start = '', first, between = '', second, ...end] = typeof url === 'string' ? url.split(PARTS) : []
  const isTemplate = end.length === 1 && first !== second && START.test(start) && BETWEEN.test(between)
  checkArgument(['url'], url, EXPECTED, isTemplate && URL.canParse(url))
  checkArgument(['send'], send, 'a function', typeof send === 'function')
  return createLookup(async (tenant, origin, { signal, context }) => {
    // URLs drop the path segments `.` and `..`, even if they are encoded.
    if (/^\.+$/.test(tenant)) return false
    const values = { tenant: encodeURIComponent(tenant), origin: encodeURIComponent(origin) }
    const to = url.replaceAll(PARTS, (_, name: 'tenant' | 'origin') => values[name])
    const response = await send(to, { redirect: 'manual', signal }, context as Context)
    await response.body?.cancel()
    if (response.status === 200 || response.status === 204) return true
    if (response.status === 404) return false
    throw unexpected('The endpoint answered', response.status, '200 or 204 for yes, or 404 for no')
  })
}
