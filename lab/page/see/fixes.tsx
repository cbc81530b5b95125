import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { part } from '../part.ts'
import type { Explanation } from '../../../src/explain/index.ts'
import type { applyFix } from '../model/fix.ts'
import type { Scene } from '../scene/scene.ts'
import { Copy } from '../share/copy.tsx'
import { Sentence } from '../words/term.tsx'

interface FixesProps {
  readonly explanation: Explanation
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
}

const WHERE = { policy: 'In the policy', call: 'In the page', server: 'On the server' } as const

/** What to change, the best first, and what works but is unwise. */
export function Fixes({ explanation, scene, onChange }: FixesProps): VNode | null {
  const { fixes, warnings } = explanation
  const [apply, setApply] = useState<typeof applyFix>()
  useEffect(() => {
    void part(import('../late-parts.ts')).then((late) => setApply(() => late.applyFix))
  }, [])
  if (!fixes.length && !warnings.length) return null
  return (
    <section class="card" aria-labelledby="fixes">
      <h2 id="fixes">{fixes.length ? 'How to fix it' : 'Worth changing'}</h2>
      {fixes.length > 0 && (
        <ol class="fixes">
          {fixes.map((fix, index) => {
            const fixed = apply?.(scene, fix, explanation)
            return (
              <li key={fix.value}>
                <p>
                  <b>{WHERE[fix.change]}</b>: <Sentence text={fix.sentence} />
                </p>
                <pre>{fix.value}</pre>
                <p class="buttons">
                  {fixed && (
                    <button
                      type="button"
                      class="small primary"
                      data-fix={index}
                      onClick={async () => onChange(await fixed())}
                    >
                      Try it here
                    </button>
                  )}
                  <Copy text={() => fix.value}>Copy</Copy>
                </p>
              </li>
            )
          })}
        </ol>
      )}
      {warnings.length > 0 && (
        <>
          {fixes.length > 0 && <h3>Also worth changing</h3>}
          <ul class="warnings">
            {warnings.map(({ code, sentence }) => (
              <li key={code}>
                <Sentence text={sentence} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
