import type { VNode } from 'preact'
import type { Damage } from '../app.tsx'

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
