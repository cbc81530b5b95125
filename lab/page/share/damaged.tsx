import type { VNode } from 'preact'
import type { Damage } from '../app.tsx'

export function DamagedLink({ damage, onClose }: { readonly damage: Damage; readonly onClose: () => void }): VNode {
  const close = (): void => {
    onClose()
    // The button with the focus is gone then.
    const heading = document.querySelector('h1')!
    heading.tabIndex = -1
    heading.focus()
  }
  return (
    <div class="card notice" role="alert">
      <p>
        <b>{damage.problem}</b>
      </p>
      <details>
        <summary>The link as it came</summary>
        <pre>{damage.fragment}</pre>
      </details>
      <button type="button" class="small" onClick={close}>
        Close
      </button>
    </div>
  )
}
