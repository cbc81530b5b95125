import type { VNode } from 'preact'
import type { Damage } from '../app.tsx'
import type { Scene } from '../scene/scene.ts'
import { useLater } from '../see/use-later.ts'
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

/** The lines for a terminal. They load after the verdict, because nobody waits for them. */
export function LateLive({ scene }: { readonly scene: Scene }): VNode | null {
  const View = useLater(async () => (await import('../see/below.tsx')).Live, 0)
  return View ? <View scene={scene} /> : null
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
