import { after } from '../../runtime/promise.ts'
import { toFinding } from '../report/finding.ts'
import type { Found } from './change.ts'
import { compareMethod } from './compare-method.ts'
import { areKnown, readSides } from './compare-origins.ts'
import { oddUrls } from './odd-urls.ts'
import { all } from './permissions.ts'
import { type Compared, createNames, type Meeting, meetingsOf, readWorld } from './places.ts'
import type { DiffSettings } from './settings.ts'

/** The changes between two tables, and whether every path and origin was compared. */
export interface TableChanges {
  readonly changes: readonly Found[]
  readonly isComplete: boolean
}

/**
 * Compares two tables, or a table and a policy: the policies of both at URLs that stand for all URLs, method by method.
 * A URL that routers could read in different ways is one that the table permits nothing at.
 */
export function compareTables(
  tables: readonly [Compared, Compared],
  settings: DiffSettings,
): TableChanges | Promise<TableChanges> {
  const world = readWorld(tables)
  const nameOfPolicy = createNames()
  const urls = [...world.urls, ...oddUrls(tables, world, nameOfPolicy)]
  const meetings = meetingsOf(tables, { ...world, urls }, nameOfPolicy)
  const compared = meetings.map((meeting) =>
    after(readSides(meeting.policies, settings), (comparison) =>
      after(compareMethod(comparison, meeting.method), (found) => found.map((one) => inRows(one, meeting))),
    ),
  )
  const isComplete = world.isWhole && meetings.every(({ policies }) => areKnown(policies))
  return after(all(compared), (found) => ({ changes: merge(found.flat()), isComplete }))
}

/** The change at the rows that give the permission: those of the new table if it is added. */
function inRows({ isAdded, change }: Found, { places }: Meeting): Found {
  const rows = [...new Set(places.map(({ rows: [before, next] }) => (isAdded ? next : before)))]
  const { url } = places[0]!
  const { request, ...finding } = change
  return { isAdded, change: { ...finding, rows, ...(request && { request: { ...request, url } }) } }
}

/** Joins changes that differ only in their rows and requests. */
function merge(found: readonly Found[]): Found[] {
  const merged = new Map<string, Found>()
  for (const one of found) {
    const { request, rows = [], ...rest } = one.change
    const key = JSON.stringify([one.isAdded, rest])
    const first = merged.get(key)
    const all = [...new Set([...(first?.change.rows ?? []), ...rows])]
    merged.set(key, { isAdded: one.isAdded, change: { ...(first ?? one).change, rows: all } })
  }
  return Array.from(merged.values(), ({ isAdded, change: { request, ...change } }) => {
    const finding = toFinding({ ...change, path: [change.rows![0]!, ...change.path] })
    return { isAdded, change: request ? Object.freeze({ ...finding, request }) : finding }
  })
}
