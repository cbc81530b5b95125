import type { VNode } from 'preact'
import type { Problem } from '../model/run.ts'
import type { Scene } from '../scene/scene.ts'
import { Sentence } from '../words/term.tsx'
import { headlineOf } from './headline.ts'
import { later } from './later.tsx'

export interface ProblemProps {
  readonly problem: Problem
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
}

const Issues = later<ProblemProps>(async () => (await import('./issues.tsx')).Issues)

/** Why a scene cannot be played, with every problem of the policy at its line. */
export function ProblemView({ problem, scene, onChange }: ProblemProps): VNode {
  return (
    <section class="card verdict" data-state="bad" data-code="problem" aria-labelledby="problem">
      <h2 id="problem" tabIndex={-1}>
        {headlineOf(problem).text}
      </h2>
      <p class="sentence">
        <Sentence text={problem.message} />
      </p>
      {problem.issues.length > 0 && <Issues problem={problem} scene={scene} onChange={onChange} />}
    </section>
  )
}
