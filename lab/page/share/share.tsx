import type { VNode } from 'preact'
import { Copy } from './copy.tsx'

export { DamagedLink } from './damaged.tsx'

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
