import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Result } from '../model/run.ts'
import { chartSteps } from '../model/steps.ts'
import { Sentence } from '../words/term.tsx'
import { Chart } from './chart.tsx'
import { placeAfterKey } from './keys.ts'

/** Both charts, with the way of the request, step by step. */
export function Stepper({ result }: { readonly result: Result }): VNode {
  const steps = useMemo(() => chartSteps(result), [result])
  const last = steps.length - 1
  const [chosen, setChosen] = useState({ steps, at: last })
  // Each call begins with its last step, which has the verdict.
  const at = chosen.steps === steps ? chosen.at : last
  const step = steps[at]!
  const [browser = [], ...servers] = step.paths
  const go = (to: number): void => setChosen({ steps, at: Math.max(0, Math.min(last, to)) })
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = placeAfterKey(event, at, last)
    if (to !== undefined) go(to)
  }
  return (
    <section class="card stepper" aria-labelledby="steps">
      <h2 id="steps">Step by step</h2>
      <div class="controls" role="group" aria-label="Steps" onKeyDown={onKeyDown}>
        {/* Not disabled at the ends, because a disabled button loses the focus. */}
        <button type="button" class="small" aria-disabled={at === 0} onClick={() => go(at - 1)}>
          Back
        </button>
        <button type="button" class="small primary" onClick={() => go(at === last ? 0 : at + 1)}>
          {at === last ? 'From the start' : 'Next'}
        </button>
        <span class="count">
          Step {at + 1} of {steps.length}
        </span>
        <span class="hint">or the arrow keys ← →</span>
      </div>
      {/* Only the visitor's own steps are said aloud, not those of a call that is being written. */}
      <div class="step" aria-live={chosen.steps === steps ? 'polite' : 'off'} data-side={step.side}>
        <p class="node">
          {step.answer !== undefined && <span class="answer">{step.answer} → </span>}
          <b>
            {step.side === 'browser' ? 'Browser' : 'Server'}: <Sentence text={step.node.text} />
          </b>
        </p>
        {step.sentence && (
          <p>
            <Sentence text={step.sentence} />
          </p>
        )}
      </div>
      <div class="charts">
        <Chart id="browser" path={[browser]} current={step.side === 'browser' ? step.node.id : undefined} />
        {result.hasPolicy ? (
          <Chart id="server" path={servers} current={step.side === 'server' ? step.node.id : undefined} />
        ) : (
          <p class="hint">
            The lab knows your server only by its answers. Choose “A Corsage policy” in the form to see what a server
            with Corsage checks before it answers.
          </p>
        )}
      </div>
    </section>
  )
}
