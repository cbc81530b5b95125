import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Removes the credentials that a browser adds by itself (https://fetch.spec.whatwg.org/#credentials): `Cookie`, and
 * `Authorization` with a scheme that browsers remember. Any other `Authorization`, such as a bearer token, stays,
 * because a script has to set it on purpose. Client certificates cannot be removed here.
 *
 * @returns the request itself if its headers can be changed, because hosts recognise it by identity; otherwise a copy
 * with the same body
 */
export function withoutCredentials<HostRequest extends Request>(request: HostRequest): HostRequest {
  try {
    return hideUser(request)
  } catch {
    // Hosts whose responses have no `webSocket` find the socket through the original request object, so it must not be
    // replaced by a copy.
    const isUpgrade = request.headers.has('upgrade') && !('webSocket' in Response.prototype)
    return isUpgrade ? shadow(request) : (copy(request) as HostRequest)
  }
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
  // Look first, because deleting from immutable headers throws even if the header is not there, and a request with
  // nothing to hide need not be copied.
  if (headers.has('cookie')) headers.delete('cookie')
  if (AMBIENT_SCHEME.test(headers.get('authorization') ?? '')) headers.delete('authorization')
  return owner
}
