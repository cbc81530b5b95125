import type { OriginLookup, SqliteDatabase } from '../../../src/origins/index.ts'
import type { ServedStore } from './app.ts'

/** The part of a database of node:sqlite or bun:sqlite that is used to write. */
interface Database extends SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): { get(...values: string[]): unknown; run(...values: string[]): unknown }
}

/** Makes the table, and a store of it. */
export function serveSqlite(database: Database, from: (database: Database) => OriginLookup): ServedStore {
  database.exec(`CREATE TABLE origins (tenant TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (tenant, origin))
    STRICT, WITHOUT ROWID`)
  const insert = database.prepare('INSERT INTO origins VALUES (?, ?)')
  const remove = database.prepare('DELETE FROM origins WHERE tenant = ? AND origin = ?')
  return {
    get: from(database),
    write: (tenant, origin, isAllowed) => (isAllowed ? insert : remove).run(tenant, origin),
    setBroken: (isBroken) =>
      database.exec(`ALTER TABLE ${isBroken ? 'origins RENAME TO gone' : 'gone RENAME TO origins'}`),
  }
}
