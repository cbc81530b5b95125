import type { VNode } from 'preact'
import type { Damage } from '../app.tsx'

export function DamagedLink({ damage, onClose }: { readonly damage: Damage; readonly onClose: () => void }): VNode {
  const close = (): void => {
    onClose()
    // The button with the focus is gone then, and a heading of the page is next.
    document.querySelector<HTMLElement>('[tabindex="-1"]')?.focus()
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
