import { H3, HTTPError } from 'h3'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import * as h3 from '../../../adapters/h3.ts'
import * as hono from '../../../adapters/hono.ts'
import { requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const OWN = { 'Timing-Allow-Origin': 'https://own.example' }

type Answer = Response | Promise<Response>
type App = (policy: ReturnType<typeof syncPolicy>) => { fetch(request: Request): Answer }

/** Applications that allow timing by themselves, where a host makes the answer after the policy has seen it. */
const APPS: Readonly<Record<string, App>> = {
  'the error handler of Hono': (policy) =>
    new Hono()
      .use(hono.cors(policy))
      .get('/items', () => {
        throw new Error('Down')
      })
      .onError((_error, context) => context.text('sorry', 500, OWN)),
  'middleware before the policy in h3': (policy) =>
    new H3()
      .use(({ res }) => {
        for (const [name, value] of Object.entries(OWN)) {
          res.headers.set(name, value)
          res.errHeaders.set(name, value)
        }
      })
      .use(h3.cors(policy))
      .get('/items', () => 'done'),
  'an error of h3': (policy) =>
    new H3({ silent: true })
      .use(({ res }) => res.errHeaders.set('timing-allow-origin', OWN['Timing-Allow-Origin']))
      .use(h3.cors(policy))
      .get('/items', () => {
        throw new HTTPError({ status: 503 })
      }),
}

it.each(Object.entries(APPS))('%s decides about timing only if the policy does not', async (_name, mount) => {
  const ask = async (timingAllowOrigin: boolean, enforce: boolean, origin: string) => {
    const policy = syncPolicy({ origin: [A], timingAllowOrigin, enforce })
    return (await mount(policy).fetch(requestFrom(origin))).headers.get('timing-allow-origin')
  }
  for (const enforce of [false, true]) {
    // oxlint-disable-next-line no-await-in-loop
    expect([await ask(true, enforce, A), await ask(true, enforce, EVIL)]).toEqual([A, null])
  }
  expect([await ask(false, false, A), await ask(false, false, EVIL)]).toEqual(Array(2).fill(OWN['Timing-Allow-Origin']))
})
