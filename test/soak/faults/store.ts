import { FAULTS, readOrigin } from './kinds.ts'

/** How often the store was asked about each origin, so that one that flaps answers differently each time. */
const asked = new Map<string, number>()

/** The store under injected faults. An origin of another tenant is not allowed, whatever it is. */
export function askStore(tenant: string, origin: string, { signal }: { readonly signal: AbortSignal }): unknown {
  const read = readOrigin(origin)
  if (!read || read.tenant !== tenant) return Promise.resolve(false)
  const { origins, get } = FAULTS[read.kind]
  // Of endless origins nothing is kept here, or the memory would grow by what the test keeps.
  if (origins > 10_000) return get(0, signal)
  const times = asked.get(origin) ?? 0
  asked.set(origin, times + 1)
  return get(times, signal)
}
