/** What the API answers: what it got, so that the page sees whether the call came through whole. */
export function describeCall(method, path, headers, body) {
  return { method, path, headers, body }
}

/** Not to be stored, so that each call of the page reaches the server. */
export async function answerCall(request) {
  const { pathname } = new URL(request.url)
  const seen = describeCall(request.method, pathname, Object.fromEntries(request.headers), await request.text())
  return Response.json(seen, { headers: { 'cache-control': 'no-store' } })
}
