import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { lintKeymap, setDiagnosticsEffect } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import {
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from '@codemirror/view'
import type { PolicyProblem } from '../model/problems.ts'
import type { Scene } from '../scene/scene.ts'
import { colours } from './colours.ts'
import { completion } from './completion.ts'
import { indent } from './indent.ts'
import { limit, tooLong } from './limit.ts'
import { callChanged, lint, problemAt } from './lint.ts'
import { adoptStyleSheets } from './style-sheets.ts'
import { theme } from './theme.ts'

/** What the editor says, and what it asks for. */
export interface Listener {
  /** The scene as it is now. */
  readonly scene: () => Scene
  readonly onInput: (policy: string) => void
  readonly onFix: (policy: string) => void
  readonly onProblem: (problem: PolicyProblem | undefined) => void
  /** Whether the last change was refused because the policy would be too long. */
  readonly onLength: (isTooLong: boolean) => void
}

export interface PolicyEditor {
  /** Shows text that does not come from the editor. */
  readonly setText: (text: string) => void
  /** Looks at the call again, on which fixes depend. */
  readonly refresh: () => void
  readonly focus: () => void
  readonly close: () => void
}

/** A change that does not come from the editor, so that it is not reported. */
const fromOutside = Annotation.define<boolean>()

/**
 * Opens the editor in place of a plain field, with its text, its selection and its focus.
 *
 * A change from outside, such as a fix, an example or the page's "Undo", is one step of the editor's history. So Control-Z
 * always takes back what was seen last, whoever changed it. Leaving it out of the history would make Control-Z change
 * older text in the middle of a newer one.
 */
export function openEditor(plain: HTMLTextAreaElement, parent: HTMLElement, listener: Listener): PolicyEditor {
  adoptStyleSheets()
  const { id, value, selectionStart: start, selectionEnd: end, selectionDirection } = plain
  const hadFocus = document.activeElement === plain
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: value,
      selection: selectionDirection === 'backward' ? { anchor: end, head: start } : { anchor: start, head: end },
      extensions: [
        EditorView.contentAttributes.of({
          id,
          tabindex: '0',
          'aria-labelledby': `${id}-label`,
          'aria-describedby': `${id}-hint`,
        }),
        EditorView.updateListener.of((update) => report(update, listener)),
        lint(listener.scene, listener.onFix),
        completion(listener.scene),
        // No Tab, which leaves the editor, as in any field.
        keymap.of([{ key: 'Escape', run: closeExplanation }]),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        [history(), closeBrackets(), bracketMatching(), indent, limit],
        [lineNumbers(), highlightSpecialChars(), EditorView.lineWrapping, colours, theme],
      ],
    }),
  })
  if (hadFocus) view.focus()
  return {
    setText: (text) => setText(view, asField(text)),
    refresh: () => view.dispatch({ effects: callChanged.of(null) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

/** An explanation that opens by itself has to close by a key (https://www.w3.org/TR/WCAG22/#content-on-hover-or-focus). */
function closeExplanation(view: EditorView): boolean {
  const isOpen = hasHoverTooltips(view.state)
  if (isOpen) view.dispatch({ effects: closeHoverTooltips })
  return isOpen
}

/** Text as a field has it: with one kind of line break. */
export function asField(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

function report({ state, view, docChanged, selectionSet, transactions }: ViewUpdate, listener: Listener): void {
  const effects = transactions.flatMap((transaction) => transaction.effects)
  const isRefused = effects.some((effect) => effect.is(tooLong))
  if (isRefused || docChanged) listener.onLength(isRefused)
  if (docChanged && !transactions.some((transaction) => transaction.annotation(fromOutside))) {
    listener.onInput(state.sliceDoc())
  }
  // The cursor is at the start before anyone puts it somewhere.
  const isOwn = view.hasFocus && (selectionSet || docChanged)
  if (isOwn || effects.some((effect) => effect.is(setDiagnosticsEffect))) {
    listener.onProblem(view.hasFocus || isOwn ? problemAt(state) : undefined)
  }
}

/** Writes only what differs, so that the cursor stays where it is. */
function setText(view: EditorView, text: string): void {
  const old = view.state.sliceDoc()
  if (text === old) return
  let start = 0
  while (start < old.length && old[start] === text[start]) start++
  let same = 0
  while (same < Math.min(old.length, text.length) - start && old.at(-1 - same) === text.at(-1 - same)) same++
  view.dispatch({
    changes: { from: start, to: old.length - same, insert: text.slice(start, text.length - same) },
    annotations: [fromOutside.of(true), isolateHistory.of('full')],
    userEvent: 'input.replace',
    filter: false,
  })
}
