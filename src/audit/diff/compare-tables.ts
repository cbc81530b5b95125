import { after } from '../../runtime/promise.ts'
import { toFinding } from '../report/finding.ts'
import type { Found } from './change.ts'
import { compareMethod } from './compare-method.ts'
import { areKnown, readSides } from './compare-origins.ts'
import { oddUrls } from './odd-urls.ts'
import { all } from './permissions.ts'
import { type Compared, createNames, type Meeting, meetingsOf, type Place, readWorld } from './places.ts'
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
  const meetings = meetingsOf(tables, world, nameOfPolicy)
  const isComplete = world.isWhole && meetings.every(({ policies }) => areKnown(policies))
  return after(compareAll(meetings, settings), (plain) => {
    // A change of a whole row says more, so odd URLs are compared only for a direction in which no row has changed.
    const directions = [true, false].filter((isAdded) => plain.every((one) => one.isAdded !== isAdded))
    const urls = directions.flatMap((isAdded) =>
      oddUrls(isAdded ? [tables[1], tables[0]] : tables, world, nameOfPolicy),
    )
    const odd = compareAll(meetingsOf(tables, { ...world, urls }, nameOfPolicy), settings)
    return after(odd, (more) => ({ changes: merge([...plain, ...more]), isComplete }))
  })
}

function compareAll(meetings: readonly Meeting[], settings: DiffSettings): Found[] | Promise<Found[]> {
  const compared = meetings.map(({ policies, places }) => {
    // A page of the application itself passes a policy that enforces, also where the policy lists no origin.
    const own = policies.flatMap(({ options }) => options.self ?? [])
    const origins = [...(settings.origins ?? []), ...own]
    return after(readSides(policies, { ...settings, origins }), (comparison) => {
      const asked = Array.from(places, ([method, where]) =>
        after(compareMethod(comparison, method), (found) => found.map((one) => inRows(one, where))),
      )
      return after(all(asked), (found) => found.flat())
    })
  })
  return after(all(compared), (found) => found.flat())
}

/** The change at the rows that give the permission: those of the new table if it is added. */
function inRows({ isAdded, change }: Found, places: readonly Place[]): Found {
  const rows = [...new Set(places.map(({ rows: [before, next] }) => (isAdded ? next : before)))]
  const { request, ...finding } = change
  return { isAdded, change: { ...finding, rows, ...(request && { request: { ...request, url: places[0]!.url } }) } }
}

/** Joins changes that differ only in their rows and requests. */
function merge(found: readonly Found[]): Found[] {
  const merged = new Map<string, Found>()
  for (const one of found) {
    const { rows = [], ...rest } = one.change
    const key = JSON.stringify([one.isAdded, { ...rest, request: undefined }])
    const first = merged.get(key)
    const names = [...new Set([...(first?.change.rows ?? []), ...rows])]
    merged.set(key, { isAdded: one.isAdded, change: { ...(first ?? one).change, rows: names } })
  }
  return Array.from(merged.values(), ({ isAdded, change: { request, ...change } }) => {
    const finding = toFinding({ ...change, path: [change.rows![0]!, ...change.path] })
    return { isAdded, change: request ? Object.freeze({ ...finding, request }) : finding }
  })
}
