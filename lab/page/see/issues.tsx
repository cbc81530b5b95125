import type { VNode } from 'preact'
import type { PolicyIssue } from '../../../src/index.ts'
import { readPolicy, writeLiteral } from '../model/policy.ts'
import { Sentence } from '../words/term.tsx'
import type { ProblemProps } from './problem.tsx'

/** Every problem of the policy, with its line and, if there is one, its suggestion. */
export function Issues({ problem, scene, onChange }: ProblemProps): VNode {
  return (
    <ul class="fixes">
      {problem.issues.map((issue) => (
        <Issue key={JSON.stringify(issue.path) + issue.code} issue={issue} scene={scene} onChange={onChange} />
      ))}
    </ul>
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
