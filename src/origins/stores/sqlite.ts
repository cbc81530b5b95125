import { checkArgument } from '../../policy/arguments.ts'
import type { OriginLookup } from '../lookup.ts'
import { createLookup } from './lookup.ts'
import { checkQuery, readRow, type Row, SELECT } from './row.ts'

/** The part of a database of `node:sqlite` or `bun:sqlite` that is used. */
export interface SqliteDatabase {
  prepare(sql: string): { get(tenant: string, origin: string): unknown }
}

/**
 * Looks origins up in SQLite. It answers at once, without a promise. An answer is the newest.
 *
 * @param database an open database whose table exists, because the query is prepared once
 * @param sql a query with two parameters, the tenant and the origin, whose row has a column `allowed`. The default reads
 * a table `origins` with the columns `tenant` and `origin`
 * @throws {PolicyError} if an argument does not fit
 * @example
 * ```ts
 * import { DatabaseSync } from 'node:sqlite'
 * import { fromSqlite } from 'corsage/origins'
 *
 * const database = new DatabaseSync(':memory:')
 * database.exec('CREATE TABLE origins (tenant TEXT, origin TEXT, PRIMARY KEY (tenant, origin)) STRICT')
 * const get = fromSqlite(database)
 * ```
 */
export function fromSqlite(database: SqliteDatabase, sql: string = SELECT): OriginLookup {
  const isDatabase = typeof Object(database).prepare === 'function'
  checkArgument(['database'], database, 'an open database with prepare()', isDatabase)
  checkQuery(sql)
  const statement = database.prepare(sql)
  return createLookup((tenant, origin) => readRow(statement.get(tenant, origin) as Row))
}
