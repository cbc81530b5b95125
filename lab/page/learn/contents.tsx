import type { VNode } from 'preact'
import type { Idea } from './idea.ts'
import { IDEAS } from './ideas.ts'

interface ContentsProps {
  readonly current: Idea
  /** The fragment of each idea, with what the visitor has changed. */
  readonly hrefOf: (idea: Idea) => string
}

/** All ideas, of which one is shown. */
export function Contents({ current, hrefOf }: ContentsProps): VNode {
  return (
    <nav class="contents" aria-label="Ideas">
      <ol>
        {IDEAS.map((idea, index) => (
          <li key={idea.id}>
            <a href={hrefOf(idea)} aria-current={idea === current ? 'step' : undefined}>
              <span class="number">{index + 1}</span> <span class="title">{idea.title}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The way to the idea before and to the next one. */
export function Ways({ current, hrefOf }: ContentsProps): VNode {
  const at = IDEAS.indexOf(current)
  const [before, next] = [IDEAS[at - 1], IDEAS[at + 1]]
  return (
    <nav class="ways" aria-label="Tour">
      {before && (
        <a class="way" href={hrefOf(before)}>
          Back<span class="unseen">: {before.title}</span>
        </a>
      )}
      {next ? (
        <a class="way next" href={hrefOf(next)}>
          Next: {next.title}
        </a>
      ) : (
        <a class="way next" href="/">
          To the lab
        </a>
      )}
    </nav>
  )
}
