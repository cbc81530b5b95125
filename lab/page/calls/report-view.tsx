import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { type Compared, report } from '../../calls/report.ts'
import { VERSION } from '../../../src/cli/version.ts'
import { Copy } from '../share/copy.tsx'
import { API } from './api.ts'
import type { Engine } from './engine.ts'

interface ReportProps {
  readonly compared: readonly Compared[]
  readonly model: Engine
}

/** The differences as Markdown, to be copied into an issue. */
export function ReportView({ compared, model }: ReportProps): VNode {
  const preview = useRef<HTMLDetailsElement>(null)
  const text = report(
    {
      version: VERSION,
      userAgent: navigator.userAgent,
      model: `profile ${model.profile}. ${model.why}`,
      page: location.origin,
      api: API,
    },
    compared,
  )
  const showIt = (): void => {
    if (preview.current) preview.current.open = true
  }
  return (
    <section class="card report" aria-labelledby="report">
      <h2 id="report">Report</h2>
      <p class="hint">
        It has the differences between your browser and the model, your browser’s name, and nothing that is secret.
      </p>
      <div class="buttons">
        <Copy text={() => text} onRefused={showIt}>
          Copy report
        </Copy>
      </div>
      <details ref={preview}>
        <summary>What the report says</summary>
        <pre tabIndex={0}>{text}</pre>
      </details>
    </section>
  )
}
