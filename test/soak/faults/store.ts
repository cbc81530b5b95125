import { FAULTS, readOrigin } from './kinds.ts'

/** One count for all origins: a count for each would grow, and the memory is what is tested. */
let asked = 0

/** The store under injected faults. An origin of another tenant is not allowed, whatever it is. */
export function askStore(tenant: string, origin: string, { signal }: { readonly signal: AbortSignal }): unknown {
  const read = readOrigin(origin)
  if (!read || read.tenant !== tenant) return Promise.resolve(false)
  return FAULTS[read.kind].get(asked++, signal)
}
