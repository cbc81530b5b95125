import type { ExportNote } from './exported-files.ts'
import type { Plans } from './plans.ts'

/** The notes about the paths of a table, which are the same for all servers. */
export function routeNotes({ routes }: Plans): readonly ExportNote[] {
  return routes ? [ODD_PATHS] : []
}

const ODD_PATHS: ExportNote = {
  code: 'odd-paths',
  message:
    'A path has no permission if it has an empty segment, a segment "." or "..", ";", a backslash, or an escape that could stand for a part of a row. If a row has enforce or cookieless, requests of other sites to such a path get 403. The table permits some of these paths.',
}
