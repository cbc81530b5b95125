import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Removes the credentials that a browser adds by itself (https://fetch.spec.whatwg.org/#credentials): `Cookie`, and
 * `Authorization` with a scheme that browsers remember. Any other `Authorization`, such as a bearer token, stays,
 * because a script has to set it on purpose. Client certificates cannot be removed here.
 *
 * @returns a copy with the same body, because layers outside share the request and may need its user. A request that its
 * host knows by identity stays the same object, changed: one of a class of the host, such as `NextRequest`, and one that
 * a host without `webSocket` upgrades. A request that has nothing to hide stays as it is.
 */
export function withoutCredentials<HostRequest extends Request>(request: HostRequest): HostRequest {
  const { headers } = request
  if (!headers.has('cookie') && !hasAmbientScheme(headers)) return request
  const isUpgrade = headers.has('upgrade') && !('webSocket' in Response.prototype)
  const isOfHost =
    Object.getPrototypeOf(request) !== Request.prototype || Object.getOwnPropertyNames(request).length > 0
  try {
    if (isUpgrade || isOfHost) return hideUser(request)
  } catch {
    if (isUpgrade) return shadow(request)
  }
  return copy(request) as HostRequest
}

/**
 * Removes the same credentials from the request itself, for hosts that keep it in places where a copy cannot replace it.
 */
export function forgetCredentials(request: Request): void {
  try {
    hideUser(request)
  } catch {
    shadow(request)
  }
}

function hasAmbientScheme(headers: Headers): boolean {
  return AMBIENT_SCHEME.test(headers.get('authorization') ?? '')
}

function copy(request: Request): Request {
  const { bodyUsed } = request
  // A used body cannot be copied. The copy gets an empty body that is then used too, so that `bodyUsed` stays true.
  const made = new Request(request, bodyUsed ? unpolluted({ body: new Uint8Array() }) : undefined)
  if (bodyUsed) void made.text()
  return hideUser(made)
}

/** Gives the same object other `headers`. Only the host and `new Request` still see the old ones. */
function shadow<HostRequest extends Request>(request: HostRequest): HostRequest {
  const { headers } = hideUser({ headers: new Headers(request.headers) })
  const clone = request.clone.bind(request)
  request.clone = () => copy(clone())
  return Object.defineProperty(request, 'headers', unpolluted({ value: headers }))
}

function hideUser<Owner extends { readonly headers: Headers }>(owner: Owner): Owner {
  const { headers } = owner
  headers.delete('cookie')
  if (hasAmbientScheme(headers)) headers.delete('authorization')
  return owner
}
