import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

interface CopyProps {
  readonly text: () => string
  /** Called if the browser does not allow it, to show the text. */
  readonly onRefused?: () => void
  readonly children: string
  /** What is copied, for a screen reader, where the page shows several such buttons. */
  readonly of?: string
}

/** A button that copies, and says whether it could. */
export function Copy({ text, onRefused, children, of }: CopyProps): VNode {
  const [said, setSaid] = useState({ about: '', words: '' })
  const copy = async (): Promise<void> => {
    const about = text()
    try {
      await navigator.clipboard.writeText(about)
      setSaid({ about, words: 'Copied' })
    } catch {
      setSaid({ about, words: 'The browser does not allow it: select and copy the text' })
      onRefused?.()
    }
  }
  return (
    <>
      <button type="button" class="small" onClick={copy}>
        {children}
        {of && <span class="unseen"> {of}</span>}
      </button>
      <span class="said" role="status">
        {/* Says "Copied" only of the text that was copied. */}
        {said.about === text() && said.words}
      </span>
    </>
  )
}
