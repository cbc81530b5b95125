import { Hono } from 'hono'
import { cors as inHono } from '../../../adapters/hono.ts'
import { protect } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import { A, B } from './pages.ts'

const OPTIONS = { origin: [A, B], credentials: true } as const

type Handle = (request: Request) => Response | Promise<Response>
type Ask = (request?: Pick<Request, 'signal'>) => Promise<Response>

/** The ways in which the answer of an upstream reaches a policy. */
const WAYS: Readonly<Record<string, (ask: Ask) => Handle>> = {
  returned: (ask) => async (request) => {
    const settled = await Promise.allSettled([ask()])
    const answer = (): Response => {
      const [{ status }] = settled
      if (status === 'rejected') throw new Error('The upstream failed')
      return (settled[0] as PromiseFulfilledResult<Response>).value
    }
    return cors(OPTIONS).wrap(answer)(request)
  },
  promised: (ask) => cors(OPTIONS).wrap(async () => ask()),
  thrown: (ask) =>
    cors(OPTIONS).wrap(async () => {
      throw await ask()
    }),
  guarded: (ask) => protect(OPTIONS, { self: 'https://own.example' }).wrap(async () => ask()),
  hono: (ask) => new Hono().use(inHono(OPTIONS)).all('*', async () => ask()).fetch,
  'with-signal': (ask) => cors(OPTIONS).wrap(ask),
  cookieless: (ask) => cors({ origin: '*', cookieless: true }).wrap(ask),
  // Without a policy, to see what the host does by itself.
  'bare-with-signal': (ask) => async (request) => ask(request).catch(() => new Response('failed', { status: 500 })),
}

/** A proxy whose paths begin with the way, as in `/promised/999`. It asks the upstream for the rest of the path. */
export function createProxy(upstream: string): Handle {
  return (request) => {
    const { pathname, search } = new URL(request.url)
    const [, way = '', ...path] = pathname.split('/')
    const redirect = search === '?follow' ? 'follow' : 'manual'
    const ask: Ask = (asked) =>
      fetch(`${upstream}/${path.join('/')}`, { redirect, ...(asked && { signal: asked.signal }) })
    return WAYS[way]!(ask)(request)
  }
}
