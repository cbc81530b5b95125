import { createBrowser, type ProfileName } from '../../src/browser/index.ts'
import { serve } from '../../test/engines/driver/loopback.ts'
import type { Api } from './contenders.ts'
import { callsOf, HEADER_NAMES, METHODS, PAUSE_MS } from './session.ts'

/** No page is there, but the servers have to know its origin. */
const PAGE = 'http://localhost:5173'

type Network = (request: Request) => Response | Promise<Response>

/** The numbers of the calls before which a simulated browser sends a preflight to an API, from 1. */
export async function simulatedPreflights(
  { session, listener }: Api,
  profile: ProfileName,
  latencyMs: number,
): Promise<number[]> {
  const api = await serve(() => listener(PAGE))
  try {
    return await preflightsOf(session, api.origin, { network: (request) => send(request), profile, latencyMs })
  } finally {
    api.close()
  }
}

/** The request of a simulated browser names its own connection headers, so it goes out as a new one. */
async function send({ url, method, headers, body }: Request): Promise<Response> {
  const sent = body && (await new Response(body).text())
  return fetch(url, { method, headers, body: sent })
}

/**
 * How many calls of a session may need a preflight, and the fewest preflights that any server can bring about. The more
 * an answer lists, and the longer it counts, the more calls it covers: so the fewest come from the fullest answers, and
 * the most from answers that are not cached.
 */
export async function boundsOf(session: string): Promise<{ needy: number; minimum: number }> {
  const count = async (maxAge: number): Promise<number> => {
    const preflighted = await preflightsOf(session, 'https://api.example.com', {
      network: answerFully(maxAge),
      profile: 'spec',
      latencyMs: 0,
    })
    return preflighted.length
  }
  return { needy: await count(0), minimum: await count(86_400) }
}

function answerFully(maxAge: number): Network {
  const headers = {
    'access-control-allow-origin': PAGE,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': METHODS.join(),
    'access-control-allow-headers': HEADER_NAMES.join(),
    'access-control-max-age': String(maxAge),
  }
  return () => new Response(null, { headers })
}

async function preflightsOf(
  session: string,
  api: string,
  { network, profile, latencyMs }: { network: Network; profile: ProfileName; latencyMs: number },
): Promise<number[]> {
  const preflighted: number[] = []
  let now = 0
  let number = 0
  const counting = async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') preflighted.push(number)
    now += latencyMs
    return network(request)
  }
  const page = createBrowser({ network: counting, profile, clock: () => now }).page(PAGE)
  for (const [index, calls] of callsOf(session).entries()) {
    if (index > 0) now += PAUSE_MS
    for (const { path, ...init } of calls) {
      number++
      // The calls go out one after the other.
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(api + path, init)
    }
  }
  return preflighted
}
