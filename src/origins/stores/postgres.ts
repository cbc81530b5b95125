import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'
import { checkQuery, readRow } from './row.ts'

/** The part of a pool or a client of `pg` that is used. */
export interface PostgresClient {
  query(sql: string, values: string[]): Promise<{ readonly rows: readonly object[] }>
}

const SELECT = 'SELECT true AS allowed FROM origins WHERE tenant = $1 AND origin = $2'

/**
 * Looks origins up in PostgreSQL by a pool of `pg`. For `postgres` and for Bun, write
 * `{ query: async (text, values) => ({ rows: await sql.unsafe(text, values) }) }`.
 *
 * An answer of the primary is the newest. A replica may be behind.
 *
 * @param client the pool, or a function that finds it in the predicate's context
 * @param sql a query with two parameters, the tenant and the origin, whose row has a column `allowed`. The default reads
 * a table `origins` with the columns `tenant` and `origin`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { fromPostgres, type PostgresClient } from 'corsage/origins'
 *
 * const lookupIn = (pool: PostgresClient) => fromPostgres(pool)
 * ```
 */
export function fromPostgres<Context>(client: Binding<PostgresClient, Context>, sql: string = SELECT): OriginLookup {
  const open = openBinding('client', client, 'query')
  checkQuery(sql)
  return createLookup(async (tenant, origin, { context }) => {
    const { rows } = await open(context).query(sql, [tenant, origin])
    return readRow(rows[0])
  })
}
