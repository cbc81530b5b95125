import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'

/**
 * The request without what a browser adds to it for its user: no `Cookie`, and no `Authorization` that it remembers. What
 * a client means to send, such as a bearer token, stays.
 *
 * It is the same object where its headers can be changed, since hosts know it by identity; else a copy, with its body.
 */
export function toAnonymous<HostRequest extends Request>(request: HostRequest): HostRequest {
  try {
    return hideUser(request)
  } catch {
    // Where a socket is no part of the response, the host looks for it at the request.
    const isUpgrade = request.headers.has('upgrade') && !('webSocket' in Response.prototype)
    return isUpgrade ? shadow(request) : (copy(request) as HostRequest)
  }
}

function copy(request: Request): Request {
  const { bodyUsed } = request
  // Where the body was read, a copy has an empty one, which is read then too.
  const made = new Request(request, bodyUsed ? ({ __proto__: null, body: new Uint8Array() } as RequestInit) : undefined)
  if (bodyUsed) void made.text()
  return hideUser(made)
}

/** The same object, as far as its properties say: the host, and `new Request` of it, know better. */
function shadow<HostRequest extends Request>(request: HostRequest): HostRequest {
  const { headers } = hideUser({ headers: new Headers(request.headers) })
  const clone = request.clone.bind(request)
  request.clone = () => copy(clone())
  // Without a prototype: what pollutes that would be read as a getter.
  return Object.defineProperty(request, 'headers', { __proto__: null, value: headers } as PropertyDescriptor)
}

function hideUser<Owner extends { readonly headers: Headers }>(owner: Owner): Owner {
  const { headers } = owner
  // Asked first: where there is nothing to hide, immutable headers are no reason to copy.
  if (headers.has('cookie')) headers.delete('cookie')
  if (AMBIENT_SCHEME.test(headers.get('authorization') ?? '')) headers.delete('authorization')
  return owner
}
