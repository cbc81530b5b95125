import type { VNode } from 'preact'
import type { PolicyProblem } from '../model/problems.ts'
import type { Scene } from '../scene/scene.ts'
import { IssueFixes } from '../see/issue-fixes.tsx'
import { Sentence } from '../words/term.tsx'

interface ProblemHereProps {
  readonly problem: PolicyProblem
  readonly scene: Scene
  readonly onFix: (scene: Scene) => void
}

/** The problem at the cursor, for people who have no mouse to point at it. Tab goes from the editor to its fixes. */
export function ProblemHere({ problem, scene, onFix }: ProblemHereProps): VNode {
  const { message, refused } = problem
  return (
    <div class="here">
      <p role="status">
        <Sentence text={message} />
      </p>
      {refused && refused.policy.text === scene.policy && <IssueFixes {...refused} scene={scene} onChange={onFix} />}
    </div>
  )
}
