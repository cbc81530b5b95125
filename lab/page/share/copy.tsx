import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

interface CopyProps {
  readonly text: () => string
  /** Called if the browser does not allow it, to show the text. */
  readonly onRefused?: () => void
  readonly children: string
}

/** A button that copies, and says whether it could. */
export function Copy({ text, onRefused, children }: CopyProps): VNode {
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setSaid('Copied')
    } catch {
      setSaid('The browser does not allow it: select and copy the text')
      onRefused?.()
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
