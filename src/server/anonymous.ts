/** What browsers send of themselves, whichever page asks (RFC 7617, RFC 7616, RFC 4559). */
const AMBIENT_SCHEME = /^(basic|digest|negotiate|ntlm)\b/i

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
    const copy = hideUser(new Request(request))
    // Where a socket is no part of the response, the host looks for it at the request. Such a request has no body.
    const isUpgrade = request.headers.has('upgrade') && !('webSocket' in Response.prototype)
    if (!isUpgrade) return copy as HostRequest
    // Without a prototype: what pollutes that would be read as a getter.
    return Object.defineProperty(request, 'headers', { __proto__: null, value: copy.headers } as PropertyDescriptor)
  }
}

function hideUser<HostRequest extends Request>(request: HostRequest): HostRequest {
  const { headers } = request
  // Asked first: where there is nothing to hide, immutable headers are no reason to copy.
  if (headers.has('cookie')) headers.delete('cookie')
  if (AMBIENT_SCHEME.test(headers.get('authorization') ?? '')) headers.delete('authorization')
  return request
}
