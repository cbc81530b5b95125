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
 * `acme https://shop.example`, and the value is `true`. No origin has a space, so that no two pairs share a key.
 *
 * A read may be 60 seconds older than the last write, or more where the key was read before.
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
