import type { CorsOptions } from '../../policy/options.ts'
import { quote } from '../../wording/quote.ts'
import { createFindings } from '../finding.ts'
import type { PackageImport, Source } from './source.ts'

const PATH = /^((?:\/(?:[\w~-]+(?:\.[\w~-]+)*|\*|\{\w+\}))*)(\/\*\*)?$/

/** Whether an object has a configuration for each path, as `UrlBasedCorsConfigurationSource` takes them. */
export function isTable(value: object): value is { readonly [path: string]: unknown } {
  const paths = Object.keys(value)
  return paths.length > 0 && paths.every((path) => path.startsWith('/'))
}

/** Reads one configuration for each path. In Spring, as in a table of routes, the first path that matches decides. */
export function readTable(
  table: { readonly [path: string]: unknown },
  read: (configuration: never) => PackageImport,
): PackageImport {
  const { notes, refusals, refuse }: Source['findings'] = createFindings()
  const rows: [key: string, options: CorsOptions][] = []
  for (const [path, configuration] of Object.entries(table)) {
    const result = read(configuration as never)
    const at = <Finding extends { readonly setting: string; readonly message: string }>(finding: Finding): Finding => ({
      ...finding,
      setting: `${path} ${finding.setting}`,
      message: `${path}: ${finding.message}`,
    })
    notes.push(...result.notes.map(at))
    refusals.push(...result.refusals.map(at))
    const keys = keysOf(path)
    const open = keys?.filter((key) => !rows.some(([earlier]) => covers(earlier, key)))
    if (!open) {
      refuse(
        'path-pattern',
        path,
        `is a pattern, expected a path such as ${quote('/api/**')}: a table of corsage/routes cannot say it`,
      )
    } else if (!open.length)
      refuse('path-hidden', path, 'is never reached, because an earlier path matches the same requests: write it first')
    else if (result.options) rows.push(...open.map((key) => [key, result.options!] as [string, CorsOptions]))
    else rows.push(...open.map((key) => [key, { origin: [] }] as [string, CorsOptions]))
  }
  return Object.freeze({
    ...(!refusals.length && { routes: Object.fromEntries(rows) }),
    notes: Object.freeze(notes),
    refusals: Object.freeze(refusals),
  })
}

/** The keys of the rows for a path. `/api/**` also matches `/api`. `undefined` if no rows mean the same. */
function keysOf(path: string): string[] | undefined {
  const [found, start = '', rest] = PATH.exec(path) ?? []
  if (!found) return undefined
  const key = start
    .split('/')
    .map((segment, at) => (segment === '*' ? `:any${at}` : segment.replace(/^\{(.*)\}$/, ':$1')))
    .join('/')
  return rest ? [...(key ? [key] : []), `${key}/*`] : [key]
}

/** Whether every path of a key is one of another key. */
function covers(one: string, other: string): boolean {
  const segments = one.split('/')
  const others = other.split('/')
  const isOpen = segments.at(-1) === '*'
  const fixed = isOpen ? segments.slice(0, -1) : segments
  if (isOpen ? others.length <= fixed.length : others.length !== fixed.length) return false
  return fixed.every((segment, at) => (segment.startsWith(':') ? others[at] !== '*' : segment === others[at]))
}
