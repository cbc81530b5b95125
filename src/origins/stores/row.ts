import { checkArgument } from '../../policy/arguments.ts'

/** The question to SQLite and D1. The primary key `(tenant, origin)` answers it. */
export const SELECT = 'SELECT true AS allowed FROM origins WHERE tenant = ? AND origin = ?'

/** @throws {PolicyError} if the question is not a string */
export function checkQuestion(sql: unknown): void {
  checkArgument(['sql'], sql, 'a question in SQL with two parameters', typeof sql === 'string' && sql !== '')
}

/** A row of the question, if there is one. */
export type Row = { readonly allowed?: unknown } | null | undefined

/** What the row says. A row without the column `allowed` is an error, because another column may say anything. */
export function readRow(row: Row): unknown {
  return row ? row.allowed : false
}
