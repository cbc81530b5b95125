import { type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { type Token, tokensOf } from '../model/tokens.ts'

const MARKS = {
  comment: Decoration.mark({ class: 'cm-own-comment' }),
  string: Decoration.mark({ class: 'cm-own-string' }),
  value: Decoration.mark({ class: 'cm-own-value' }),
  name: Decoration.mark({ class: 'cm-own-name' }),
}

/**
 * Colours by the tokens that the lab reads. So the colours show what it understands, and the editor needs no grammar of
 * JavaScript, which is 40 kB after gzip.
 */
export const colours: Extension = ViewPlugin.fromClass(
  class {
    marks: DecorationSet
    #tokens: readonly Token[]

    constructor(view: EditorView) {
      this.#tokens = tokensOf(view.state.sliceDoc())
      this.marks = marksOf(this.#tokens, view)
    }

    update({ view, docChanged, viewportChanged }: ViewUpdate): void {
      if (docChanged) this.#tokens = tokensOf(view.state.sliceDoc())
      if (docChanged || viewportChanged) this.marks = marksOf(this.#tokens, view)
    }
  },
  { decorations: ({ marks }) => marks },
)

function marksOf(tokens: readonly Token[], { viewport }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const [index, { kind, start, end }] of tokens.entries()) {
    if (kind === 'mark' || end < viewport.from || start > viewport.to) continue
    const isName = tokens[index + 1]?.text === ':'
    const mark = isName ? 'name' : kind === 'comment' || kind === 'string' ? kind : 'value'
    builder.add(start, end, MARKS[mark])
  }
  return builder.finish()
}
