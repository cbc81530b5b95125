import type { VNode } from 'preact'

/** The most findings or changes that are shown, because a policy may have hundreds, and each needs some work. */
export const MOST_SHOWN = 30

/** Says how many are not shown. */
export function More({ count }: { readonly count: number }): VNode | null {
  const rest = count - MOST_SHOWN
  return rest > 0 ? <p class="hint">{String(rest)} more are not shown.</p> : null
}
