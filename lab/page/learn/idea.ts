import type { StepId } from '../../../src/browser/index.ts'
import type { Scene } from '../scene/scene.ts'
import type { Call } from './call.ts'
import type { Part } from './origin-parts.ts'
import type { Span } from './preflight-span.ts'

/** A value that the visitor can choose. The label has code in backquotes. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** The one thing that the visitor can change: a list, a slider, or any text, for which the choices are suggestions. */
export interface Control {
  readonly kind: 'choice' | 'slider' | 'text'
  readonly label: string
  readonly choices: readonly Choice[]
}

/** What the scene of an idea shows for one value. */
export interface Played {
  readonly calls: readonly Call[]
  /** The answer to the question of the idea. */
  readonly answer: boolean
  /** The call for the lab. */
  readonly scene: Scene
  /** What the server's application did, such as “Orders taken: 1”. */
  readonly effect?: { readonly label: string; readonly value: string }
  /** What else is true of this value. */
  readonly note?: string
  /** The form that makes the same call; `null` if there is none. */
  readonly form?: string | null
  /** The two origins, part by part. */
  readonly parts?: readonly Part[]
  /** How long each browser remembers the preflight. */
  readonly spans?: readonly Span[]
}

/** A link to a section of a standard. */
export interface Reading {
  readonly text: string
  readonly href: string
}

/** One stop of the tour. */
export interface Idea {
  /** In the fragment of a link. */
  readonly id: string
  readonly title: string
  /** The idea in one sentence. */
  readonly heading: string
  readonly text: readonly string[]
  readonly control: Control
  /** The value with which the scene begins. */
  readonly first: string
  /** Asked before the result is shown. */
  readonly question: string
  /** The steps whose sentences explain the verdict. */
  readonly steps: readonly StepId[]
  /** Names of header lines that matter here, and nowhere else. */
  readonly lines?: readonly string[]
  readonly open: string
  readonly spec: Reading
  /** The page of this repository that says more. */
  readonly document?: string
}

/** The most characters that a visitor can write. */
export const MAX_TEXT = 300

/** Whether a control can have a value, such as one from a link. */
export function isPossible({ kind, choices }: Control, value: string): boolean {
  if (kind === 'text') return value.length <= MAX_TEXT
  return choices.some((choice) => choice.value === value)
}
