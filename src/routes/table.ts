import type { FoundRow, RouteTable } from './routes.ts'

/** Whether a value is a table of `routes()`, not one policy. Only an own property counts, as in `isLayer`. */
export function isRouteTable(value: unknown): value is RouteTable {
  return Object.hasOwn(Object(value), 'rows')
}

/** The name of what decides about a request: the key of a row, `otherwise`, or `uncertain`. No key is one of the two. */
export function nameOf({ key, isUncertain }: FoundRow): string {
  return isUncertain ? 'uncertain' : (key ?? 'otherwise')
}
