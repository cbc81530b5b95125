import type { FoundRow } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { API } from './permissions.ts'
import { type Compared, findIn } from './places.ts'

/**
 * Odd URLs at which only one of two tables permits anything: routers read them in two ways, and only one of the tables
 * has one policy for both. They are looked for only where that can be, which is where two rows of one table become one
 * policy in the other.
 */
export function oddUrls(
  tables: readonly [Compared, Compared],
  { urls, methods }: { readonly urls: readonly string[]; readonly methods: readonly string[] },
  nameOfPolicy: (policy: CorsPolicy) => unknown,
): string[] {
  const found = new Set<string>()
  for (const [joining, parting] of [tables, tables.toReversed() as [Compared, Compared]])
    for (const method of methods) {
      /** For each policy of the one table, a URL for each policy that the other table has in its place. */
      const joined = new Map<unknown, Map<unknown, string>>()
      for (const url of urls) {
        const name = nameOfPolicy(findIn(joining, url, method).policy)
        const known = joined.get(name) ?? new Map<unknown, string>()
        const part = nameOfPolicy(findIn(parting, url, method).policy)
        if (!known.has(part)) known.set(part, url)
        joined.set(name, known)
      }
      for (const parts of joined.values())
        for (const url of meetingUrls([...parts.values()])) if (differ(url, method)) found.add(url)
    }
  return [...found]

  function differ(url: string, method: string): boolean {
    const [before, after] = tables.map((table) => findIn(table, url, method)) as [FoundRow, FoundRow]
    return before.isUncertain !== after.isUncertain
  }
}

/** URLs that routers could read as one or as the other of two URLs. */
function meetingUrls(urls: readonly string[]): string[] {
  if (urls.length < 2) return []
  const paths = urls.slice(0, MOST_URLS).map((url) => url.slice(API.length))
  return paths.flatMap((path) => {
    const up = '..%2f'.repeat(path.split('/').length - 1)
    const odd = [`${path}/`, `/${path}`, path.toUpperCase(), `${path};v=1`, path.replaceAll(/(?<=.)\//g, '%2f')]
    const joins = paths.flatMap((other) => [`${path}/..%2f${up}${other.slice(1)}`, `${path};%2f${up}${other.slice(1)}`])
    return [...odd, ...joins].map((one) => API + one)
  })
}

/** Policies that become one in the other table, of which as many are looked at. */
const MOST_URLS = 8
