import { checkArgument } from '../../policy/arguments.ts'
import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'

/** The part of `Deno.Kv` that is used. */
export interface DenoKv {
  get(key: string[]): Promise<{ readonly value: unknown }>
}

/**
 * Looks origins up in Deno KV. The key is `[...prefix, tenant, origin]`, and the value is `true`. An answer is the
 * newest.
 *
 * @param kv the result of `await Deno.openKv()`, or a function that finds it in the predicate's context
 * @param prefix the first parts of the key. Default: `['origins']`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { type DenoKv, fromDenoKv } from 'corsage/origins'
 *
 * const lookupIn = (kv: DenoKv) => fromDenoKv(kv)
 * ```
 */
export function fromDenoKv<Context>(
  kv: Binding<DenoKv, Context>,
  prefix: readonly string[] = ['origins'],
): OriginLookup {
  const open = openBinding('kv', kv, 'get')
  const isPrefix = Array.isArray(prefix) && prefix.length > 0 && prefix.every((part) => typeof part === 'string')
  checkArgument(['prefix'], prefix, 'a list of strings', isPrefix)
  const start = [...prefix]
  return createLookup(async (tenant, origin, { context }) => {
    const { value } = await open(context).get([...start, tenant, origin])
    return value
  })
}
