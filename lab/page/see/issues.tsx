import type { VNode } from 'preact'
import { placeOfIssue } from '../model/issue-fix.ts'
import { readPolicy } from '../model/policy.ts'
import { Sentence } from '../words/term.tsx'
import { IssueFixes } from './issue-fixes.tsx'
import type { ProblemProps } from './problem.tsx'

/** The most problems that are listed. The rest shows when these are fixed. */
const MAX_ISSUES = 25

/** Every problem of the policy, with its line and its fixes. */
export function Issues({ problem, scene, onChange }: ProblemProps): VNode {
  const { policy: text } = scene
  const literal = readPolicy(text)
  const more = problem.issues.length - MAX_ISSUES
  const placed = problem.issues
    .map((issue) => ({ issue, start: placeOfIssue(issue, literal).start }))
    .toSorted((one, other) => one.start - other.start)
  return (
    <>
      <ul class="fixes">
        {placed.slice(0, MAX_ISSUES).map(({ issue, start }) => (
          <li key={JSON.stringify(issue.path) + issue.code}>
            <p>
              <b>Line {text.slice(0, start).split('\n').length}: </b>
              <Sentence text={issue.message} />
            </p>
            <IssueFixes issue={issue} policy={{ text, literal }} scene={scene} onChange={onChange} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="hint">{more} more problems are listed when these are fixed.</p>}
    </>
  )
}
