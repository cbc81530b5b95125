import type { PostgresClient, RedisClient } from '../../../src/origins/index.ts'
import { fromPostgres, fromRedis } from '../../../src/origins/index.ts'
import type { ServedStore } from './app.ts'

/** A client of Redis, whichever, with the commands that write. */
export interface RedisWriter extends RedisClient {
  readonly sAdd?: (key: string, member: string) => unknown
  readonly sRem?: (key: string, member: string) => unknown
  readonly sadd?: (key: string, member: string) => unknown
  readonly srem?: (key: string, member: string) => unknown
}

/**
 * Makes a store of a client of Redis.
 *
 * @param prefix of its own for each client, because all use one server
 */
export function serveRedis(client: RedisWriter, prefix: string): ServedStore {
  return {
    get: fromRedis(client, prefix),
    write: (tenant, origin, isAllowed) => {
      const command = isAllowed ? (client.sAdd ?? client.sadd) : (client.sRem ?? client.srem)
      return command?.call(client, prefix + tenant, origin)
    },
  }
}

/**
 * Makes a table, and a store of it.
 *
 * @param table of its own for each client, because all use one server
 */
export async function servePostgres(client: PostgresClient, table: string): Promise<ServedStore> {
  const columns = 'tenant text NOT NULL, origin text NOT NULL, PRIMARY KEY (tenant, origin)'
  await client.query(`CREATE TABLE ${table} (${columns})`, [])
  return {
    get: fromPostgres(client, `SELECT true AS allowed FROM ${table} WHERE tenant = $1 AND origin = $2`),
    write: (tenant, origin, isAllowed) =>
      client.query(
        isAllowed ? `INSERT INTO ${table} VALUES ($1, $2)` : `DELETE FROM ${table} WHERE tenant = $1 AND origin = $2`,
        [tenant, origin],
      ),
  }
}
