import type { VNode } from 'preact'
import type { Call } from '../../calls/call.ts'
import { isAlike, OUTCOMES } from '../../calls/compare.ts'
import { judge } from '../../calls/judge.ts'
import type { Compared } from '../../calls/report.ts'
import { Sentence } from '../words/term.tsx'
import { Comparison } from './comparison.tsx'
import { Exchanges, expected, OutcomeList, SendingList } from './sides.tsx'

/** A call, and what became of it. */
export function CallCard({ call, compared }: { readonly call: Call; readonly compared: Compared | undefined }): VNode {
  return (
    <li
      class="card call"
      data-call={call.id}
      data-state={compared ? (isFine(compared) ? 'good' : 'bad') : 'waiting'}
      data-outcome={compared?.result.outcome.kind}
    >
      <div class="head">
        <h2>{call.title}</h2>
        <p class="verdict">{compared ? <VerdictWords compared={compared} /> : 'Waiting…'}</p>
      </div>
      <p class="why">
        <Sentence text={call.why} />
      </p>
      <p class="expected">
        <b>Expected:</b> {expected(call)}
      </p>
      <div class="sides">
        <section>
          <h3>Sent</h3>
          <SendingList call={call} url={compared?.result.url} />
        </section>
        <section>
          <h3>Came back</h3>
          {compared && <OutcomeList result={compared.result} />}
        </section>
        <section>
          <h3>decide() said</h3>
          {compared && <Exchanges result={compared.result} />}
        </section>
      </div>
      {compared && <Comparison title={call.title} rows={compared.rows} />}
    </li>
  )
}

/** Whether the browser did what `decide()`, the model and the card say. */
export function isFine({ result, rows }: Compared): boolean {
  const { agrees, surprises } = judge(result)
  return agrees && !surprises.length && isAlike(rows)
}

function VerdictWords({ compared }: { readonly compared: Compared }): VNode {
  const { agrees, isAboutCredentials, isStopped, surprises } = judge(compared.result)
  const { kind } = compared.result.outcome
  const except = isAboutCredentials ? ', except for credentials' : isStopped ? ', but was not asked' : ''
  const isSame = isAlike(compared.rows)
  const outcome = OUTCOMES[kind]
  return (
    <>
      <span class={kind}>{outcome[0]!.toUpperCase() + outcome.slice(1)}</span>
      <span class={isSame ? 'good' : 'bad'}>{isSame ? 'The model agrees' : 'The model differs'}</span>
      <span class={agrees ? 'good' : 'bad'}>{agrees ? `decide() agrees${except}` : 'decide() disagrees'}</span>
      {surprises.map((surprise) => (
        <span class="bad">{surprise}</span>
      ))}
    </>
  )
}
