import { PreflightCache, unsafeNames } from './preflight-cache.mjs'
import { serve } from '../../test/engines/driver/loopback.ts'
import { preflightedCalls } from './standard.mjs'

/** No page is there, but the servers have to know the origin of one. */
const PAGE = 'http://localhost:5173'

/**
 * Which calls a browser preflights that does as the standard says, when it gets the answers that this server gives.
 *
 * @throws {Error} when the server does not allow a call that the browser would ask for
 */
export async function expectedCalls({ session, listener }, latencyMs) {
  const api = await serve(() => listener(PAGE))
  try {
    return await preflightedCalls(session, (call) => ask(api.origin, call), latencyMs / 1000)
  } finally {
    api.close()
  }
}

/** Sends the preflight that a browser sends, and reads the answer as a browser does. */
async function ask(api, call) {
  const names = unsafeNames(call)
  const { headers, ok } = await fetch(api + call.path, {
    method: 'OPTIONS',
    headers: {
      origin: PAGE,
      'access-control-request-method': call.method,
      ...(names.length && { 'access-control-request-headers': names.join() }),
    },
  })
  const answer = {
    methods: list(headers.get('access-control-allow-methods')),
    names: list(headers.get('access-control-allow-headers')?.toLowerCase()),
    maxAge: headers.has('access-control-max-age') ? Number(headers.get('access-control-max-age')) : undefined,
  }
  if (!ok || !isShared(headers, call) || !allows(answer, call))
    throw new Error(`The server does not allow ${call.method} ${call.path} with ${names.join(', ')}`)
  return answer
}

/** https://fetch.spec.whatwg.org/#cors-check */
function isShared(headers, { credentials }) {
  const given = headers.get('access-control-allow-origin')
  if (credentials !== 'include') return given === '*' || given === PAGE
  return given === PAGE && headers.get('access-control-allow-credentials') === 'true'
}

/** What is enough for a call is what covers it once it is in the cache; but `*` is none with credentials. */
function allows({ methods, names }, call) {
  const cache = new PreflightCache()
  const isMeant = (item) => item !== '*' || call.credentials !== 'include'
  cache.store(call, { methods: methods.filter(isMeant), names: names.filter(isMeant), maxAge: 1 }, 0)
  return cache.covers(call, 0)
}

function list(value) {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}
