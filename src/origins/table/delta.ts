/** Origins that were added after a filter was built. */
export interface Delta {
  readonly isFull: boolean
  readonly has: (tenant: string | undefined, origin: string) => boolean
  readonly add: (tenant: string | undefined, origin: string) => void
}

/** About a megabyte. With so many, it is time for a new filter. */
const MAX_ADDED = 10_000

/** Makes a delta that stays bounded. */
export function createDelta(): Delta {
  const added = new Set<string>()
  let isFull = false
  return {
    get isFull() {
      return isFull
    },
    has: (tenant, origin) => added.size > 0 && added.has(keyOf(tenant, origin)),
    add: (tenant, origin) => {
      const key = keyOf(tenant, origin)
      if (added.size < MAX_ADDED) added.add(key)
      else isFull ||= !added.has(key)
    },
  }
}

/** An origin has no blank, so different pairs have different keys. */
function keyOf(tenant: string | undefined, origin: string): string {
  return tenant === undefined ? origin : `${origin} ${tenant}`
}
