import * as fc from 'fast-check'
import { type CorsPolicy, PolicyError } from '../../../src/index.ts'
import { routes, type RouteTable } from '../../../src/routes/index.ts'

/** Keys of rows that meet in many ways: literals, parameters, stars, methods, and capitals. */
export const KEYS = [
  ...['/', '/a', '/a/*', '/a/b', '/a/b/*', '/b', '/:p', '/:p/b', '/:p/*', '/a/:q', '/*', '/A', '/a/B'],
  ...['GET /a', 'PUT /a', 'POST,PUT /:p', 'GET /a/*', 'PUT /*', 'DELETE /a/b', 'GET,PUT /:p/b', 'OPTIONS /a'],
]

/** Paths that tell these keys apart, in the spelling that every router reads in one way. */
export const PLAIN_PATHS = ['/', '/a', '/b', '/c', '/a/b', '/a/c', '/c/b', '/c/d', '/a/b/c', '/c/d/e', '/a/c/d/e']
/** Paths that routers read in different ways. */
export const ODD_PATHS = [
  '/A',
  '/a/',
  '//a',
  '/a/B',
  '/a%2fb',
  '/a/..%2fb',
  '/a;v=1',
  '/b/',
  '/c/..%2fa%2fb',
  '/%c0%af',
]

type Given = CorsPolicy | false

/** A table of up to five rows, and of the policies that are given. A table with a hidden row has fewer rows. */
export function tablesOf(policies: fc.Arbitrary<CorsPolicy | false>): fc.Arbitrary<RouteTable> {
  const rows = fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), policies), { selector: ([key]) => key, maxLength: 5 })
  return fc.tuple(rows, fc.oneof(fc.constant(false as const), policies)).map(([given, otherwise]) => {
    const kept: [string, Given][] = []
    for (const row of given) if (isTable([...kept, row])) kept.push(row)
    return routes<Readonly<Record<string, Given>>, Given>(Object.fromEntries(kept), { otherwise })
  })
}

function isTable(rows: readonly (readonly [string, Given])[]): boolean {
  try {
    routes(Object.fromEntries(rows))
    return true
  } catch (error) {
    if (error instanceof PolicyError) return false
    throw error
  }
}
