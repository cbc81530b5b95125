import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'
import { checkQuery, readRow, SELECT } from './row.ts'

/** The part of a D1 database, or of a session of it, that is used. */
export interface D1Source {
  prepare(sql: string): {
    bind(tenant: string, origin: string): { first(): Promise<object | null> }
  }
}

/**
 * Looks origins up in D1.
 *
 * The primary database answers, so an answer is the newest. To let replicas answer, which may be behind, give a session:
 * `({ env }) => env.DB.withSession()`.
 *
 * @param database the database, or a function that finds it in the predicate's context
 * @param sql a query with two parameters, the tenant and the origin, whose row has a column `allowed`. The default reads
 * a table `origins` with the columns `tenant` and `origin`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { type D1Source, fromD1 } from 'corsage/origins'
 *
 * const get = fromD1(({ env }: { env: { DB: D1Source } }) => env.DB)
 * ```
 */
export function fromD1<Context>(database: Binding<D1Source, Context>, sql: string = SELECT): OriginLookup {
  const open = openBinding('database', database, 'prepare')
  checkQuery(sql)
  return createLookup(async (tenant, origin, { context }) =>
    readRow(await open(context).prepare(sql).bind(tenant, origin).first()),
  )
}
