import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * The request without the credentials that a browser adds for its user: no `Cookie`, and no `Authorization` that it
 * remembers. A header that a client sends on purpose, such as a bearer token, stays.
 *
 * Returns the same object where its headers can be changed, because hosts know it by identity; otherwise a copy with
 * its body.
 */
export function withoutCredentials<HostRequest extends Request>(request: HostRequest): HostRequest {
  try {
    return hideUser(request)
  } catch {
    // Where a socket is not part of the response, the host looks for it on the request.
    const isUpgrade = request.headers.has('upgrade') && !('webSocket' in Response.prototype)
    return isUpgrade ? shadow(request) : (copy(request) as HostRequest)
  }
}

function copy(request: Request): Request {
  const { bodyUsed } = request
  // A used body cannot be copied: the copy gets an empty one, and uses it.
  const made = new Request(request, bodyUsed ? unpolluted({ body: new Uint8Array() }) : undefined)
  if (bodyUsed) void made.text()
  return hideUser(made)
}

/** The same object with other `headers`: only the host and `new Request` still see the old ones. */
function shadow<HostRequest extends Request>(request: HostRequest): HostRequest {
  const { headers } = hideUser({ headers: new Headers(request.headers) })
  const clone = request.clone.bind(request)
  request.clone = () => copy(clone())
  return Object.defineProperty(request, 'headers', unpolluted({ value: headers }))
}

function hideUser<Owner extends { readonly headers: Headers }>(owner: Owner): Owner {
  const { headers } = owner
  // Look first: a request that has nothing to hide need not be copied, even if its headers are immutable.
  if (headers.has('cookie')) headers.delete('cookie')
  if (AMBIENT_SCHEME.test(headers.get('authorization') ?? '')) headers.delete('authorization')
  return owner
}
