/** What all hosts have in common that serve the ready stores: the policy, and the way for tests to write to a store. */
import { cors, type CorsPolicy } from '../../../src/index.ts'
import { type OriginLookup, originStore } from '../../../src/origins/index.ts'

/** A store in a host. */
export interface ServedStore<Context = unknown> {
  readonly get: OriginLookup
  /** Allows an origin of a tenant, or revokes it. */
  readonly write: (tenant: string, origin: string, isAllowed: boolean, context: Context) => unknown
  /** Makes the store fail, or work again, where no process can be ended. */
  readonly setBroken?: (isBroken: boolean, context: Context) => unknown
}

/** Seconds. */
export const FRESH = 0.2

/** The longest time that a request waits, in seconds: one for answers on a busy machine, and one for stores that hang. */
export const DEADLINES = { ask: 10, soon: 0.5 } as const

/** The policies of stores, for requests to `/ask/store?tenant=…` and `/soon/store?tenant=…`, by their paths. */
export function policiesOf(
  stores: Readonly<Record<string, { readonly get: OriginLookup }>>,
): (readonly [path: string, policy: CorsPolicy])[] {
  return Object.entries(stores).flatMap(([name, { get }]) =>
    Object.entries(DEADLINES).map(([verb, deadline]) => [`/${verb}/${name}`, policyWith(get, deadline)] as const),
  )
}

function policyWith(get: OriginLookup, deadline: number): CorsPolicy {
  return cors({
    origin: originStore({
      get,
      tenant: ({ request }: { readonly request: { readonly url: string } }) =>
        new URL(request.url).searchParams.get('tenant'),
      fresh: FRESH,
      negative: FRESH,
      stale: 60,
      deadline,
      onEvent: () => {},
    }),
    allowMethods: ['PUT'],
  })
}

/** The path of a policy. */
export function pathOf(url: string): string {
  return new URL(url).pathname
}

/**
 * Answers a request to `/write/store?tenant=…&origin=…&allowed=1` or `/break/store?broken=1`.
 *
 * @returns `undefined` for any other request, which is for the policy
 */
export async function control<Context>(
  url: string,
  stores: Readonly<Record<string, ServedStore<Context>>>,
  context: Context,
): Promise<string | undefined> {
  const { pathname, searchParams } = new URL(url)
  const [, verb = '', name = ''] = pathname.split('/')
  const store = stores[name]
  if (!store || verb in DEADLINES) return
  const get = (parameter: string): string => searchParams.get(parameter) ?? ''
  try {
    if (verb === 'write') await store.write(get('tenant'), get('origin'), Boolean(get('allowed')), context)
    else await store.setBroken?.(Boolean(get('broken')), context)
    return 'done'
  } catch (error) {
    return String(error)
  }
}

/** How many questions are open at a time: fewer than a store of origins has. */
const AT_A_TIME = 25

/** Works on items, some at a time. */
export async function inTurns<Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other in each turn
      for (const item of queue) await run(item)
    }),
  )
}
