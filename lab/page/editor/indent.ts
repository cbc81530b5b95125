import { indentService, indentUnit } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tokensOf } from '../model/tokens.ts'

const UNIT = '  '

/** Indents a new line by the brackets that are open before it. */
export const indent: Extension = [
  indentUnit.of(UNIT),
  indentService.of((context, at) => {
    let depth = /^\s*[\]}]/.test(context.textAfterPos(at)) ? -1 : 0
    for (const { kind, text } of tokensOf(context.state.sliceDoc(0, at))) {
      if (kind === 'mark' && /[[{]/.test(text)) depth++
      if (kind === 'mark' && /[\]}]/.test(text)) depth--
    }
    return Math.max(depth, 0) * UNIT.length
  }),
]
