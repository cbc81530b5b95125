import { autocompletion, type Completion, pickedCompletion, startCompletion } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { EditorView, Rect } from '@codemirror/view'
import type { Scene } from '../scene/scene.ts'
import { type Suggestion, type Suggestions, suggestionsAt } from './suggest.ts'

/** A list is at most a quarter as high as the window, so that a phone still shows what is being written. */
const PIXELS_AN_OPTION = 120

/** The list of what can be written at the cursor. */
export function completion(call: () => Scene): Extension {
  return autocompletion({
    icons: false,
    // A list that scrolls has to be in the order of Tab, which should leave the editor. Keys and typing reach the rest.
    maxRenderedOptions: Math.max(5, Math.min(10, Math.floor(innerHeight / PIXELS_AN_OPTION))),
    positionInfo: placeInfo,
    override: [
      ({ state, pos, explicit }) => {
        const found = suggestionsAt(state.sliceDoc(), pos, call())
        // A list that opens in an empty place would be in the way of Enter.
        if (!found || (!explicit && found.from === pos)) return null
        const { from, to, gap } = found
        return { from, to, options: found.options.map((option, index) => completionOf(option, -index, gap)) }
      },
    ],
  })
}

function completionOf(suggestion: Suggestion, boost: number, gap: Suggestions['gap']): Completion {
  const { label, detail, info, insert, cursor, isOpen } = suggestion
  return {
    label,
    boost,
    ...(detail && { detail }),
    ...(info && { info }),
    apply: (view, picked, from, to) => {
      const comma = gap === undefined ? [] : [{ from: gap, insert: ',' }]
      const anchor = from + comma.length + cursor
      view.dispatch({
        changes: [...comma, { from, to, insert }],
        selection: { anchor },
        annotations: pickedCompletion.of(picked),
        userEvent: 'input.complete',
        scrollIntoView: true,
      })
      if (isOpen) startCompletion(view)
    },
  }
}

/** The least pixels next to the list that an explanation needs. */
const MIN_WIDTH = 220

/** An explanation is next to the list or, on a phone, below or above it. By default it would cover the list there. */
function placeInfo(_view: EditorView, list: Rect, option: Rect, info: Rect, space: Rect): { style: string } {
  const height = info.bottom - info.top
  const beside = space.right - list.right
  if (beside >= MIN_WIDTH) {
    const top = Math.max(space.top, Math.min(option.top, space.bottom - height)) - list.top
    return { style: `left: 100%; top: ${String(top)}px; max-width: ${String(Math.min(beside, 400))}px` }
  }
  const below = space.bottom - list.bottom
  const side = below >= height || below >= list.top - space.top ? 'top' : 'bottom'
  return { style: `left: -1px; ${side}: 100%; max-width: ${String(space.right - list.left)}px` }
}
