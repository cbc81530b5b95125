import type { VNode } from 'preact'

/** A link, as it came, and what is wrong with it. */
export interface Damage {
  readonly problem: string
  readonly fragment: string
}

export function DamagedLink({ damage, onClose }: { readonly damage: Damage; readonly onClose: () => void }): VNode {
  return (
    <div class="card notice" role="alert">
      <p>
        <b>{damage.problem}</b>
      </p>
      <details>
        <summary>The link as it came</summary>
        <pre tabIndex={0}>{damage.fragment}</pre>
      </details>
      <button type="button" class="small" onClick={onClose}>
        Close
      </button>
    </div>
  )
}
