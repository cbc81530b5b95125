import type { CorsPolicy } from '../../server/cors-policy.ts'
import { API } from './permissions.ts'
import { type Compared, findIn, type World } from './places.ts'

type NameOf = (policy: CorsPolicy) => unknown

/**
 * Odd URLs at which one table permits something and the other one nothing, because routers read them in two ways. The
 * other table has two policies for them. The one table has one, or it does not enforce.
 */
export function oddUrls(tables: readonly [Compared, Compared], world: World, nameOf: NameOf): string[] {
  return [...new Set([...joinedUrls(tables, world, nameOf), ...unguardedUrls(tables, world, nameOf)])]
}

/** Where two policies of the second table are one in the first, which is certain there and not in the second. */
function joinedUrls(
  [joining, parting]: readonly [Compared, Compared],
  { urls, methods }: World,
  nameOf: NameOf,
): string[] {
  return methods.flatMap((method) => {
    /** For each policy of the one table, a URL for each policy that the other table has in its place. */
    const joined = new Map<unknown, Map<unknown, string>>()
    for (const url of urls) {
      const { policy } = findIn(joining, url, method)
      if (!policy.options.origin.length) continue
      const parts = joined.get(nameOf(policy)) ?? new Map<unknown, string>()
      const part = nameOf(findIn(parting, url, method).policy)
      if (!parts.has(part)) parts.set(part, url)
      joined.set(nameOf(policy), parts)
    }
    return Array.from(joined.values()).flatMap((parts) => {
      const both = [...parts.values()].slice(0, MOST_URLS)
      const odd = both.length > 1 ? [...both.flatMap(spellingsOf), ...joinsOf(both)] : []
      const isOdd = (url: string): boolean =>
        findIn(parting, url, method).isUncertain && !findIn(joining, url, method).isUncertain
      return odd.find(isOdd) ?? []
    })
  })
}

/** Where the second table enforces although it is not certain which row decides, and the first one does not, or for other pages. */
function unguardedUrls([open, guarded]: readonly [Compared, Compared], { urls }: World, nameOf: NameOf): string[] {
  const tries = new Map<unknown, number>()
  return urls.flatMap((url) => {
    const { policy } = findIn(guarded, url, 'GET')
    const tried = tries.get(nameOf(policy)) ?? 0
    if (!policy.options.enforce || tried === MOST_URLS) return []
    const isOdd = (one: string): boolean => {
      const found = findIn(guarded, one, 'GET')
      return found.isUncertain && nameOf(found.policy) !== nameOf(findIn(open, one, 'GET').policy)
    }
    const found = spellingsOf(url).find(isOdd)
    if (found !== undefined) tries.set(nameOf(policy), tried + 1)
    return found ?? []
  })
}

/** URLs with one policy, of which as many are looked at. */
const MOST_URLS = 4

/** Spellings of a URL that some routers take for it, and others do not. */
function spellingsOf(url: string): string[] {
  const path = url.slice(API.length)
  return [`${path}/`, path.toUpperCase(), `/${path}`, `${path};v=1`, path.replaceAll(/(?<=.)\//g, '%2f')].map(
    (spelling) => API + spelling,
  )
}

/** URLs that some routers take for one of several URLs, and others for another one. */
function joinsOf(urls: readonly string[]): string[] {
  return urls.flatMap((url) => {
    const up = '..%2f'.repeat(url.slice(API.length).split('/').length - 1)
    const others = urls.filter((other) => other !== url).map((other) => other.slice(API.length + 1))
    return others.flatMap((other) => [`${url}/..%2f${up}${other}`, `${url};%2f${up}${other}`])
  })
}
