import type { VNode } from 'preact'
import type { Problem, Result } from '../model/run.ts'
import { style } from '../part.ts'
import type { Scene } from '../scene/scene.ts'
import { Fixes } from './fixes.tsx'
import { Late } from './late.tsx'
import { later } from './later.tsx'
import { ProblemView } from './problem.tsx'
import type { TabsProps } from './tabs.tsx'
import { Verdict } from './verdict.tsx'

/** Loads late, because most visitors have a server without Corsage. */
const Tabs = later<TabsProps>(
  async () => (await Promise.all([import('./tabs.tsx'), style('/policy/policy.css')]))[0].Tabs,
  'The policy loads…',
)

interface ViewProps {
  readonly outcome: Result | Problem
  /** The scene of the outcome. */
  readonly scene: Scene
  /** What is in the form. */
  readonly now: Scene
  readonly onChange: (scene: Scene) => void
  /** Changes the policy in a tab that the visitor stays in. */
  readonly onEdit: (scene: Scene) => void
  /** Changes what is shown, and nothing that happens. */
  readonly onShow: (scene: Scene) => void
}

/** Everything about a call: the verdict first, and then what a stuck person needs in this order. */
export function View({ outcome, scene, now, onChange, onEdit, onShow }: ViewProps): VNode {
  const isPlayed = !('message' in outcome)
  const head = isPlayed ? (
    <Verdict result={outcome} />
  ) : (
    <ProblemView problem={outcome} scene={scene} onChange={onChange} />
  )
  const call = isPlayed ? (
    <>
      <Fixes explanation={outcome.explanation} scene={scene} onChange={onChange} />
      <Late result={outcome} scene={scene} />
    </>
  ) : (
    <p class="card">When the call can be played, this tab shows what happens.</p>
  )
  return (
    <>
      {head}
      {scene.by === 'policy' ? (
        <Tabs scene={now} onChange={onEdit} onShow={onShow}>
          {call}
        </Tabs>
      ) : (
        <>
          {isPlayed && (
            <p class="buttons">
              <button type="button" class="small" onClick={() => onChange({ ...scene, by: 'policy', show: 'call' })}>
                What would a policy of Corsage answer?
              </button>
            </p>
          )}
          {isPlayed && call}
        </>
      )}
    </>
  )
}
