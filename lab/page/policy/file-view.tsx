import type { VNode } from 'preact'
import { Copy } from '../share/copy.tsx'

interface FileProps {
  /** With its folders. */
  readonly name: string
  readonly text: string
}

/** A file to read, to copy and to download. */
export function FileView({ name, text }: FileProps): VNode {
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name.split('/').at(-1)!
    // WebKit ignores a link that is not in the document.
    document.body.append(link)
    link.click()
    link.remove()
    // Not at once, because some browsers read the file later.
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <div class="file" data-file={name}>
      <h3>{name}</h3>
      <p class="buttons">
        <Copy text={() => text} of={name}>
          Copy
        </Copy>
        <button type="button" class="small" onClick={save}>
          Download<span class="unseen"> {name}</span>
        </button>
      </p>
      <pre tabIndex={0} role="group" aria-label={name}>
        {text}
      </pre>
    </div>
  )
}
