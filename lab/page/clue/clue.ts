import type { FailureCode } from '../../../src/browser/terms/failure.ts'
import type { Scene } from '../scene/scene.ts'

/** A scene that a clue can mean. */
export interface Found {
  /** The call or the failure, for a choice between several. */
  readonly title: string
  /** The failure, if the clue names one. */
  readonly code?: FailureCode
  /** What this has in common with others of the choice. */
  readonly group?: string | undefined
  /** Made when it is chosen, because a clue can mean many. */
  readonly scene: () => Scene | Promise<Scene>
  /** Sentences about what the clue does not say, or what was left out. */
  readonly remarks: readonly string[]
}

/** What somebody pasted, as the lab understands it. */
export interface Clue {
  readonly kind: string
  /** The likeliest first; never empty. */
  readonly found: readonly Found[]
}
