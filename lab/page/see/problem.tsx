import type { VNode } from 'preact'
import type { PolicyIssue } from '../../../src/index.ts'
import { writeLiteral } from '../model/fix.ts'
import type { Problem } from '../model/run.ts'
import { readPolicy } from '../model/server.ts'
import type { Scene } from '../scene/scene.ts'
import { Sentence } from '../words/term.tsx'

interface ProblemProps {
  readonly problem: Problem
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
}

/** Why a scene cannot be played, with every problem of the policy at its line. */
export function ProblemView({ problem, scene, onChange }: ProblemProps): VNode {
  return (
    <section class="card verdict" data-state="bad" data-code="problem" aria-labelledby="problem">
      <div role="status">
        <h2 id="problem">This cannot be played yet</h2>
        <p class="sentence">
          <Sentence text={problem.message} />
        </p>
      </div>
      {problem.issues.length > 0 && (
        <ul class="fixes">
          {problem.issues.map((issue) => (
            <Issue key={JSON.stringify(issue.path) + issue.code} issue={issue} scene={scene} onChange={onChange} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Issue({
  issue,
  scene,
  onChange,
}: Pick<ProblemProps, 'scene' | 'onChange'> & { readonly issue: PolicyIssue }): VNode {
  const { policy } = scene
  const place = readPolicy(policy).placeOf(issue.path)
  const written =
    issue.suggestion === undefined || issue.code === 'option-unknown' ? undefined : writeLiteral(issue.suggestion)
  return (
    <li>
      <p>
        {place && <b>Line {policy.slice(0, place.start).split('\n').length}: </b>}
        <Sentence text={issue.message} />
      </p>
      {place && written !== undefined && (
        <p class="buttons">
          <button
            type="button"
            class="small primary"
            onClick={() =>
              onChange({ ...scene, policy: policy.slice(0, place.start) + written + policy.slice(place.end) })
            }
          >
            Write <code>{written}</code>
          </button>
        </p>
      )}
    </li>
  )
}
