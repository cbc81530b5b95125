import { setTimeout as sleep } from 'node:timers/promises'
import type { Subject } from './subject.ts'
import { CHANGING_PAIRS, pick, STEADY_PAIRS } from './traffic.ts'
import type { Truth } from './truth.ts'

/** Between two changes. */
const PAUSE_MS = 250

type Writer = Pick<Subject, 'write'>

/** Allows what is always allowed, before the soak begins. */
export async function fill(subject: Writer, truth: Truth): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- the store is not under test yet, and need not be fast
  for (const { tenant, origin } of STEADY_PAIRS) await change(subject, truth, tenant, origin, true)
}

/** Allows and revokes origins at random until the signal. A change that fails is tried until the store takes it. */
export async function keepChanging(subject: Writer, truth: Truth, signal: AbortSignal): Promise<number> {
  let changes = 0
  const allowed = new Set<string>()
  while (!signal.aborted) {
    const { tenant, origin } = pick(CHANGING_PAIRS)
    const isAllowed = !allowed.has(origin)
    // oxlint-disable-next-line no-await-in-loop
    if (!(await change(subject, truth, tenant, origin, isAllowed, { signal }))) break
    if (isAllowed) allowed.add(origin)
    else allowed.delete(origin)
    changes++
    // oxlint-disable-next-line no-await-in-loop
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
  return changes
}

async function change(
  subject: Writer,
  truth: Truth,
  tenant: string,
  origin: string,
  isAllowed: boolean,
  { signal }: Pick<AbortController, 'signal'> = new AbortController(),
): Promise<boolean> {
  const confirm = truth.change(tenant, origin, isAllowed)
  while (!signal.aborted) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      await subject.write(tenant, origin, isAllowed)
      confirm()
      return true
    } catch {
      // oxlint-disable-next-line no-await-in-loop
      await sleep(100)
    }
  }
  return false
}
