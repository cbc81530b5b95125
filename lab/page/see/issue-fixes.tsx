import type { VNode } from 'preact'
import type { PolicyIssue } from '../../../src/index.ts'
import { applyChanges } from '../model/edit.ts'
import { fixesOf, type PolicyText } from '../model/issue-fix.ts'
import type { Scene } from '../scene/scene.ts'

interface IssueFixesProps {
  readonly issue: PolicyIssue
  readonly policy: PolicyText
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
}

/** A button for each fix of a problem. */
export function IssueFixes({ issue, policy, scene, onChange }: IssueFixesProps): VNode | null {
  const fixes = fixesOf(issue, policy, scene)
  if (fixes.length === 0) return null
  return (
    <p class="buttons">
      {fixes.map(({ verb, code, changes }, index) => (
        <button
          key={`${verb} ${code}`}
          type="button"
          class={index === 0 ? 'small primary' : 'small'}
          onClick={() => onChange({ ...scene, policy: applyChanges(policy.text, changes) })}
        >
          {verb} <code>{code}</code>
        </button>
      ))}
    </p>
  )
}
