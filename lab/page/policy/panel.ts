import type { FunctionComponent } from 'preact'
import type { Scene } from '../scene/scene.ts'

export interface PanelProps {
  readonly scene: Scene
  /** Changes the policy. "Undo" takes it back. */
  readonly onChange: (scene: Scene) => void
  /** Changes what is shown. */
  readonly onShow: (scene: Scene) => void
}

/** What a tab about the policy shows. */
export type Panel = FunctionComponent<PanelProps>
