/** An answer of the store that is kept. */
export interface Known {
  readonly tenant: string
  /** The origin or the pattern. */
  readonly name: string
  /** When the store was asked, in milliseconds: its answer may be as old as that. */
  readonly asked: number
  /** Whether the answer was used since it was last looked at for removal. */
  isUsed: boolean
  /** Whether the store was asked again while the answer was fresh. */
  isRefreshed: boolean
}

/** A table of answers. */
export interface Answers {
  readonly find: (tenant: string, name: string) => Known | undefined
  readonly keep: (tenant: string, name: string, asked: number) => void
  readonly forget: (tenant: string | undefined, name: string | undefined) => void
  readonly size: () => number
}

/**
 * Makes a table of at most `max` answers. A full table gives up the oldest answer that was not used since it was last
 * looked at (the CLOCK algorithm: the order of the set is the dial).
 */
export function createAnswers(max: number): Answers {
  // By tenant and then by name, because joining both to one key would cost more than two lookups.
  const tenants = new Map<string, Map<string, Known>>()
  const dial = new Set<Known>()
  const find = (tenant: string, name: string): Known | undefined => tenants.get(tenant)?.get(name)
  const remove = (known: Known): void => {
    const names = tenants.get(known.tenant)
    dial.delete(known)
    names?.delete(known.name)
    if (!names?.size) tenants.delete(known.tenant)
  }
  const forget = (tenant: string | undefined, name: string | undefined): void => {
    const found = tenant === undefined || name === undefined ? dial : [find(tenant, name)]
    for (const known of found) if (known && isMeant(known, tenant, name)) remove(known)
  }
  return {
    find,
    keep: (tenant, name, asked) => {
      forget(tenant, name)
      for (const oldest of dial) {
        if (dial.size < max) break
        if (oldest.isUsed) {
          oldest.isUsed = false
          dial.delete(oldest)
          dial.add(oldest)
        } else remove(oldest)
      }
      const known = { tenant, name, asked, isUsed: false, isRefreshed: false }
      dial.add(known)
      tenants.set(tenant, (tenants.get(tenant) ?? new Map<string, Known>()).set(name, known))
    },
    forget,
    size: () => dial.size,
  }
}

/** Whether an answer is about a tenant and a name, or about any where one of them is left out. */
export function isMeant(
  about: { readonly tenant: string; readonly name: string },
  tenant: string | undefined,
  name: string | undefined,
): boolean {
  return (tenant === undefined || about.tenant === tenant) && (name === undefined || about.name === name)
}

/** Whether an answer is younger than `age`, and so used. A clock that was set back makes answers old. */
export function use(known: Known | undefined, age: number, now: number): known is Known {
  return !!known && now >= known.asked && now - known.asked < age && (known.isUsed = true)
}
