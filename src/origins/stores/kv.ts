import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'

/** The part of a KV namespace that is used. */
export interface KvNamespace {
  get(key: string, type: 'json'): Promise<unknown>
}

/** https://developers.cloudflare.com/kv/platform/limits/ */
const MAX_KEY_BYTES = 512

/**
 * Looks origins up in Workers KV. The key is the tenant, a space, and the origin, such as
 * `acme https://shop.example`, and the value is `true`. Origins have no space, so different pairs have different keys.
 *
 * A location may see a write 60 seconds later or more, because it keeps what it has read, even that there was nothing.
 *
 * @param namespace the namespace, or a function that finds it in the predicate's context
 * @throws {PolicyError} if it is neither
 * @example
 * ```ts
 * import { fromKv } from 'corsage/origins'
 *
 * interface Env {
 *   readonly ORIGINS: { get(key: string, type: 'json'): Promise<unknown> }
 * }
 * const get = fromKv(({ env }: { env: Env }) => env.ORIGINS)
 * ```
 */
export function fromKv<Context>(namespace: Binding<KvNamespace, Context>): OriginLookup {
  const open = openBinding('namespace', namespace, 'get')
  return createLookup((tenant, origin, { context }) => {
    const key = `${tenant} ${origin}`
    return new TextEncoder().encode(key).length <= MAX_KEY_BYTES && open(context).get(key, 'json')
  })
}
