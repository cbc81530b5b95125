import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { DEADLINES, FRESH, inTurns } from './app.ts'
import { ORIGINS, type Pair, PAIRS, REFUSED_TENANTS } from './pairs.ts'

/** A store behind the policy of a host. */
export interface HostedStore {
  readonly name: string
  /** The origin of the host. It is called when the tests run. */
  readonly host: () => string
  /** Tenants that the store cannot hold. */
  readonly lost?: readonly string[]
  /** Whether a request takes long. Then the host asks its policy many questions for one request, and fewer in all. */
  readonly isSlow?: boolean
}

/** How stores are made to fail, and to work again. */
export interface Outage {
  readonly begin: () => Promise<unknown>
  readonly end: () => Promise<unknown>
}

const POLL = { timeout: 20_000 }

/** On a busy machine. */
const TIMEOUT_MS = 120_000

const PAST_FRESH_MS = FRESH * 1000 + 50

/**
 * Tests stores through the policies of their hosts.
 *
 * @param outage of the server of all of them. Default: the hosts break their stores themselves
 */
export function describeStores(title: string, stores: readonly HostedStore[], outage?: Outage): void {
  describe.each([title])('%s', { timeout: TIMEOUT_MS }, () => {
    it.concurrent.each(stores)('allows the pairs that it has, and no other: $name', async (store) => {
      const { ask, askAll, write } = clientOf(store)
      await inTurns(PAIRS, ([tenant, origin]) => write(tenant, origin, true))
      // The origins of the tenants before and after have the names that are most alike.
      const asked = PAIRS.flatMap(([tenant], at) =>
        (store.isSlow ? [at, at + 1, at + ORIGINS.length - 1] : [...ORIGINS.keys()]).map(
          (index) => [tenant, ORIGINS[index % ORIGINS.length]!] as const,
        ),
      )
      const allowed = store.isSlow ? await askAll(asked) : []
      if (!store.isSlow) {
        await inTurns(asked, async (pair) => {
          if (await ask(...pair)) allowed.push(pair)
        })
      }
      const expected = PAIRS.filter(([tenant]) => !store.lost?.includes(tenant))
      expect(allowed.map(String).toSorted()).toEqual(expected.map(String).toSorted())
    })

    it.concurrent.each(stores)('allows nobody for a tenant that stores may confuse: $name', async (store) => {
      const { ask, order } = clientOf(store)
      const origin = ORIGINS[0]
      // Some stores refuse the names.
      await inTurns(REFUSED_TENANTS, (tenant) => order('write', { tenant, origin, allowed: '1' }))
      expect(await Promise.all(REFUSED_TENANTS.map((tenant) => ask(tenant, origin)))).not.toContain(true)
    })

    it.concurrent.each(stores)('refuses a revoked origin after `fresh`: $name', async (store) => {
      const { ask, write } = clientOf(store)
      const pair = [`changing-${store.name}`, 'https://changing.example'] as const
      const seen: boolean[] = []
      for (const isAllowed of [true, false, true]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await write(...pair, isAllowed)
        // oxlint-disable-next-line no-await-in-loop
        await sleep(PAST_FRESH_MS)
        // oxlint-disable-next-line no-await-in-loop
        seen.push(await ask(...pair), await ask(...pair, 'OPTIONS'))
      }
      expect(seen).toEqual([true, true, false, false, true, true])
    })

    it('refuses new origins while it is down, within the deadline, and works again afterwards', async () => {
      const clients = stores.map(clientOf)
      const askAbout = (origin: string): Promise<boolean[]> =>
        Promise.all(clients.map(({ askSoon }) => askSoon('down', origin)))
      const all = (answer: boolean): boolean[] => clients.map(() => answer)
      const breakAll = (broken: string): Promise<unknown> =>
        Promise.all(clients.map(async ({ order }) => expect(await order('break', { broken })).toBe('done')))
      const { begin, end } = outage ?? { begin: () => breakAll('1'), end: () => breakAll('') }

      await Promise.all(clients.map(({ write }) => write('down', 'https://seen.example', true)))
      await Promise.all(clients.map(({ write }) => write('down', 'https://new.example', true)))
      await expect.poll(() => askAbout('https://seen.example'), POLL).toEqual(all(true))
      await begin()
      await sleep(PAST_FRESH_MS)
      const start = performance.now()
      const during = [await askAbout('https://new.example'), await askAbout('https://seen.example')]
      // Two questions, and what a busy machine adds.
      expect(performance.now() - start).toBeLessThan(2 * DEADLINES.soon * 1000 + 2000)
      await end()
      expect(during).toEqual([all(false), all(true)])
      await expect.poll(() => askAbout('https://new.example'), POLL).toEqual(all(true))
      await Promise.all(clients.map(({ write }) => write('down', 'https://seen.example', false)))
      await sleep(PAST_FRESH_MS)
      expect(await askAbout('https://seen.example')).toEqual(all(false))
    })
  })
}

/** The requests of pages, and of the owner of the store. */
function clientOf({ name, host }: HostedStore) {
  const send = (verb: string, parameters: Readonly<Record<string, string>>, init?: RequestInit): Promise<Response> =>
    fetch(`${host()}/${verb}/${name}?${new URLSearchParams(parameters)}`, init)
  const order = async (verb: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
    (await send(verb, parameters)).text()
  const ask = async (verb: string, tenant: string, origin: string, method = 'GET'): Promise<boolean> => {
    const headers = { Origin: origin, ...(method === 'OPTIONS' && { 'Access-Control-Request-Method': 'PUT' }) }
    const response = await send(verb, { tenant }, { method, headers })
    const allowed = response.headers.get('access-control-allow-origin')
    expect([origin, null]).toContain(allowed)
    expect(await response.text()).toBe(method === 'GET' ? 'data' : '')
    return allowed === origin
  }
  return {
    order,
    /** Whether a page may read an answer. */
    ask: (tenant: string, origin: string, method?: string) => ask('ask', tenant, origin, method),
    /** The same, by the policy that does not wait long. */
    askSoon: (tenant: string, origin: string) => ask('soon', tenant, origin),
    /** Asks the host about many pairs, and returns those whose answers a page may read. */
    askAll: async (pairs: readonly Pair[]): Promise<Pair[]> =>
      (await send('all', {}, { method: 'POST', body: JSON.stringify(pairs) })).json() as Promise<Pair[]>,
    write: async (tenant: string, origin: string, isAllowed: boolean): Promise<void> => {
      expect(await order('write', { tenant, origin, allowed: isAllowed ? '1' : '' })).toBe('done')
    },
  }
}
