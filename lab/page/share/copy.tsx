import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

/** A button that copies, and says whether it could. */
export function Copy({ text, children }: { readonly text: () => string; readonly children: string }): VNode {
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setSaid('Copied')
    } catch {
      setSaid('The browser does not allow it: select and copy the text')
    }
  }
  return (
    <>
      <button type="button" class="small" onClick={copy}>
        {children}
      </button>
      <span class="said" role="status">
        {said}
      </span>
    </>
  )
}
