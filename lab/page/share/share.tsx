import type { VNode } from 'preact'
import { Copy } from './copy.tsx'

export { DamagedLink } from './damaged.tsx'

export function Share({ canUndo, onUndo }: { readonly canUndo: boolean; readonly onUndo: () => void }): VNode {
  return (
    <div class="share">
      {/* Not disabled, because a disabled button loses the focus. */}
      <button type="button" class="small" aria-disabled={!canUndo} onClick={onUndo}>
        Undo
      </button>
      <Copy text={() => location.href}>Copy link</Copy>
      <p class="hint">Your case is in the link, after the #, which browsers never send. Nothing leaves this page.</p>
    </div>
  )
}
