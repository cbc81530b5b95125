import { type Diagnostic, diagnosticCount, forEachDiagnostic, linter } from '@codemirror/lint'
import { type EditorState, type Extension, StateEffect } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { applyChanges } from '../model/edit.ts'
import { fixesOf } from '../model/issue-fix.ts'
import { type PolicyProblem, problemsOf } from '../model/problems.ts'
import type { Scene } from '../scene/scene.ts'

interface OwnDiagnostic extends Diagnostic {
  readonly problem: PolicyProblem
}

/** Milliseconds without a key before problems are underlined. */
const PAUSE = 150

/** Says that the call has changed, on which fixes depend. */
export const callChanged = StateEffect.define()

/** Underlines every problem at its place. A fix goes to `onFix`, so that the page can undo it. */
export function lint(call: () => Scene, onFix: (policy: string) => void): Extension {
  const diagnosticOf = (problem: PolicyProblem, text: string): OwnDiagnostic => {
    const { message, place, refused } = problem
    const fixes = refused ? fixesOf(refused.issue, refused.policy, call()) : []
    const actions = fixes.map(({ verb, code, changes }) => ({
      name: `${verb} ${code}`,
      apply: (view: EditorView): void => {
        // The text may have changed since the problem was found.
        if (view.state.sliceDoc() === text) onFix(applyChanges(text, changes))
      },
    }))
    return { from: place.start, to: place.end, severity: 'error', message, actions, problem }
  }
  return [
    linter(
      ({ state }) => {
        const text = state.sliceDoc()
        return problemsOf(text).map((problem) => diagnosticOf(problem, text))
      },
      {
        delay: PAUSE,
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((effect) => effect.is(callChanged))),
      },
    ),
    EditorView.contentAttributes.of(({ state }) => (diagnosticCount(state) > 0 ? { 'aria-invalid': 'true' } : null)),
  ]
}

/** The problem that the cursor is at. */
export function problemAt(state: EditorState): PolicyProblem | undefined {
  const { from, head } = state.selection.main
  let found: PolicyProblem | undefined
  forEachDiagnostic(state, (diagnostic, start, end) => {
    const isHere = (at: number): boolean => start <= at && at <= end
    if (!found && (isHere(from) || isHere(head))) found = (diagnostic as OwnDiagnostic).problem
  })
  return found
}
