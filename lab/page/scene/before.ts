import type { Scene } from './scene.ts'

/**
 * A scene after a change by hand or by a button. The first change of the policy keeps the policy as it was, so that both
 * can be compared. Nothing is kept once they are equal again.
 */
export function keepBefore(last: Scene, next: Scene): Scene {
  if (next.policy === last.policy) return next
  const before = last.before || last.policy
  return { ...next, before: next.policy === before ? '' : before }
}
