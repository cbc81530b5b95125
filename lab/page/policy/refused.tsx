import type { VNode } from 'preact'
import { Sentence } from '../words/term.tsx'

/** Says that there is no policy, because of what somebody wrote. */
export function Refused({ title, problems }: { readonly title: string; readonly problems: readonly string[] }): VNode {
  return (
    <section class="card" aria-labelledby="refused">
      <h2 id="refused">{title}</h2>
      <ul class="warnings">
        {problems.map((problem) => (
          <li key={problem}>
            <Sentence text={problem} />
          </li>
        ))}
      </ul>
    </section>
  )
}
