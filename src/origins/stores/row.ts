import { checkArgument } from '../../policy/arguments.ts'

/** The query for SQLite and D1. The index of the primary key `(tenant, origin)` is enough for it. */
export const SELECT = 'SELECT true AS allowed FROM origins WHERE tenant = ? AND origin = ?'

/** @throws {PolicyError} if the query is not a string */
export function checkQuery(sql: unknown): void {
  checkArgument(['sql'], sql, 'an SQL query with two parameters', typeof sql === 'string' && sql !== '')
}

/** The row that the query found, if any. */
export type Row = { readonly allowed?: unknown } | null | undefined

/** Reads the column `allowed`. A row without it is an error, because the value of another column may mean anything. */
export function readRow(row: Row): unknown {
  return row ? row.allowed : false
}
