import type { CorsPolicy } from '../../server/cors-policy.ts'
import { API } from './permissions.ts'
import { type Compared, findIn, type World } from './places.ts'

/**
 * Odd URLs at which one table permits something and the other one nothing: routers read them in two ways, and only the
 * first table has one policy for both. That can only be where two policies of the second table are one in the first.
 */
export function oddUrls(
  [joining, parting]: readonly [Compared, Compared],
  { urls, methods }: World,
  nameOfPolicy: (policy: CorsPolicy) => unknown,
): string[] {
  const found = new Set<string>()
  for (const method of methods) {
    /** For each policy of the one table, a URL for each policy that the other table has in its place. */
    const joined = new Map<unknown, Map<unknown, string>>()
    for (const url of urls) {
      const { policy } = findIn(joining, url, method)
      if (!policy.options.origin.length) continue
      const name = nameOfPolicy(policy)
      const known = joined.get(name) ?? new Map<unknown, string>()
      const part = nameOfPolicy(findIn(parting, url, method).policy)
      if (!known.has(part)) known.set(part, url)
      joined.set(name, known)
    }
    for (const parts of joined.values()) {
      const url = joinsOf([...parts.values()]).find(
        (one) => findIn(parting, one, method).isUncertain && !findIn(joining, one, method).isUncertain,
      )
      if (url !== undefined) found.add(url)
    }
  }
  return [...found]
}

/** Policies that become one, of which as many are looked at. */
const MOST_URLS = 4

/** URLs that some routers take for one of several URLs, and others for another one. */
function joinsOf(urls: readonly string[]): string[] {
  if (urls.length < 2) return []
  const paths = urls.slice(0, MOST_URLS).map((url) => url.slice(API.length))
  return paths.flatMap((path) => {
    const up = '..%2f'.repeat(path.split('/').length - 1)
    const others = paths.filter((other) => other !== path).map((other) => other.slice(1))
    return [
      `${path}/`,
      path.toUpperCase(),
      `/${path}`,
      `${path};v=1`,
      path.replaceAll(/(?<=.)\//g, '%2f'),
      ...others.flatMap((other) => [`${path}/..%2f${up}${other}`, `${path};%2f${up}${other}`]),
    ].map((one) => API + one)
  })
}
