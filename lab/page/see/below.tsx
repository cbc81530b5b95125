import type { VNode } from 'preact'
import type { Result } from '../model/run.ts'
import { Sentence } from '../words/term.tsx'
import { Engines } from './engines.tsx'
import { Stepper } from './stepper.tsx'
import { TimelineView } from './timeline.tsx'

/** What is below the verdict, the fixes and the exchange. */
export function Below({ result }: { readonly result: Result }): VNode {
  const { explanation } = result
  return (
    <>
      <Stepper result={result} />
      <Engines result={result} />
      <TimelineView timeline={result.timeline} />
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
