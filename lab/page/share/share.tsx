import type { VNode } from 'preact'
import type { Damage } from '../app.tsx'
import { Copy } from './copy.tsx'

export function Share({ canUndo, onUndo }: { readonly canUndo: boolean; readonly onUndo: () => void }): VNode {
  return (
    <div class="share">
      <button type="button" class="small" disabled={!canUndo} onClick={onUndo}>
        Undo
      </button>
      <Copy text={() => location.href}>Copy link</Copy>
      <p class="hint">The link has everything after its #, which browsers never send. Nothing leaves this page.</p>
    </div>
  )
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
