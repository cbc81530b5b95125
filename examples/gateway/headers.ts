/** Headers about a single connection, which a proxy does not pass on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/

/**
 * Headers that servers believe because a proxy usually sets them: who the client is, and what it asks for. The policy
 * and the guard have judged the method and the URL of the request, so no header may replace these.
 */
const OF_PROXIES =
  /^(forwarded|x-(forwarded|original|rewrite|remote|envoy)(-.*)?|x-real-ip|(.+-)?client-ip|remote-user|front-end-https|x-host|x-(url-)?scheme|x-(http-)?method(-override)?)$/

/** A copy without the headers about the connection, and without those that `Connection` names. */
export function endToEnd(headers: Headers): Headers {
  const copy = new Headers(headers)
  const named = new Set((headers.get('connection') ?? '').toLowerCase().split(/[\s,]+/))
  for (const name of headers.keys()) if (HOP_BY_HOP.test(name) || named.has(name)) copy.delete(name)
  return copy
}

/** The headers of a client that the upstream may see. If it needs `X-Forwarded-For` and the like, set them here. */
export function fromClient(headers: Headers): Headers {
  const copy = endToEnd(headers)
  // CGI and its successors do not tell `X_Forwarded_For` from `X-Forwarded-For`.
  for (const name of headers.keys()) if (OF_PROXIES.test(name.replaceAll('_', '-'))) copy.delete(name)
  return copy
}
