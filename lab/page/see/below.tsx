import type { VNode } from 'preact'
import { Live } from '../share/live.tsx'
import { LATE_WORDS } from '../words/late-words.ts'
import { explainAlso, Sentence } from '../words/term.tsx'
import { Engines } from './engines.tsx'
import { Lanes } from './lanes.tsx'
import type { LateProps } from './late.tsx'
import { Stepper } from './stepper.tsx'
import { TimelineView } from './timeline.tsx'

explainAlso(LATE_WORDS)

/** What is below the verdict and the fixes. */
export function Below({ result, scene }: LateProps): VNode {
  const { explanation } = result
  return (
    <>
      <Live scene={scene} />
      <Lanes result={result} scene={scene} />
      <Stepper result={result} />
      <Engines result={result} />
      <TimelineView result={result} scene={scene} />
      <section class="card" aria-labelledby="decisions">
        <h2 id="decisions">Every decision, in order</h2>
        <ol class="decisions">
          {explanation.steps.map(({ id, side, passed, sentence, spec }, index) => (
            <li key={`${id} ${String(index)}`} data-passed={passed}>
              <b>{side === 'browser' ? 'Browser' : 'Server'}</b>: <Sentence text={sentence} />{' '}
              <a href={spec} rel="noreferrer" target="_blank">
                Standard<span class="unseen"> about step {index + 1}, in a new tab</span>
              </a>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
