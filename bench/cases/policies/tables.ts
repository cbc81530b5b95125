import type { Case } from '../../harness/measure.ts'
import type { Handler } from '../work.ts'
import { cors, routes } from './built.js'
import { app, caseOf, type Kind, OPTIONS, poolOf } from './pool.ts'

const ROWS = [1, 1000]

const pathOf = (row: number): string => `/tenants/section-${row}/items`
const urlPathOf = (row: number): string => `${pathOf(row)}/7`

/** Tables of policies, and the loops that people write, next to one policy for all paths. */
export function tableCases(): Promise<Case[]> {
  const kinds: readonly Kind[] = ['GET', 'preflight']
  return Promise.all(
    ROWS.flatMap((rows) =>
      kinds.flatMap((kind) =>
        Object.entries(ways(rows)).map(([contender, handler]) => {
          // All over the table, as requests are.
          const pool = (): Request[] => poolOf(kind, (index) => urlPathOf(Math.floor(((index + 0.5) * rows) / 16)))
          const work = `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}, ${kind}`
          return caseOf({ work, contender, handler, pool })
        }),
      ),
    ),
  )
}

function ways(rows: number): Readonly<Record<string, Handler>> {
  const paths = Array.from({ length: rows }, (_, row) => pathOf(row))
  return {
    'static policy': cors(OPTIONS).wrap(app),
    Corsage: routes(Object.fromEntries(paths.map((path) => [`${path}/:id`, cors(OPTIONS)]))).wrap(app),
    'loop of startsWith': loop(paths, (path) => (pathname) => pathname.startsWith(`${path}/`)),
    'loop of RegExp': loop(paths, (path) => {
      const pattern = new RegExp(`^${path}/[^/]+$`)
      return (pathname) => pattern.test(pathname)
    }),
  }
}

/** A list of paths, and the first that fits. It believes `pathname`, whatever the router behind makes of it. */
function loop(paths: readonly string[], matcherOf: (path: string) => (pathname: string) => boolean): Handler {
  const rows = paths.map((path) => ({ matches: matcherOf(path), handler: cors(OPTIONS).wrap(app) }))
  return (request) => {
    const { pathname } = new URL(request.url)
    for (const { matches, handler } of rows) if (matches(pathname)) return handler(request)
    return app()
  }
}
