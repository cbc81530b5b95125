import { checkArgument } from '../../policy/arguments.ts'
import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'

type IsMember = (key: string, member: string) => Promise<number | boolean>

/** The part of a client of Redis that is used: `sIsMember` of `redis`, `sismember` of `ioredis` and of Bun. */
export interface RedisClient {
  readonly sIsMember?: IsMember
  readonly sismember?: IsMember
  /** With a signal, `redis` drops a command that still waits for a connection when nobody waits for its answer. */
  readonly withAbortSignal?: (signal: AbortSignal) => RedisClient
}

/**
 * Looks origins up in Redis. Each tenant has a set of origins under the key `origins:acme`.
 *
 * An answer of the primary is the newest. A replica may be behind.
 *
 * @param client the client, or a function that finds it in the predicate's context
 * @param prefix the start of the keys. The tenant is the rest, so no other keys may start with it. Default: `'origins:'`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { fromRedis, type RedisClient } from 'corsage/origins'
 *
 * const lookupIn = (client: RedisClient) => fromRedis(client)
 * ```
 */
export function fromRedis<Context>(client: Binding<RedisClient, Context>, prefix = 'origins:'): OriginLookup {
  const open = openBinding('client', client, 'sIsMember', 'sismember')
  checkArgument(['prefix'], prefix, 'the start of a key', typeof prefix === 'string' && prefix !== '')
  return createLookup((tenant, origin, { context, signal }) => {
    const opened = open(context)
    const redis = opened.withAbortSignal?.(signal) ?? opened
    return (redis.sIsMember ?? redis.sismember)?.call(redis, prefix + tenant, origin)
  })
}
