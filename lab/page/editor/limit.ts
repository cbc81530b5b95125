import { EditorState, type Extension, StateEffect, Transaction } from '@codemirror/state'
import { MAX_LENGTH } from '../scene/scene.ts'

/** Says that a change was refused, because the policy would be too long. */
export const tooLong = StateEffect.define()

/** Refuses what makes a policy too long. Cutting it would take the end of the policy, not of what was pasted. */
export const limit: Extension = EditorState.transactionFilter.of((transaction: Transaction) => {
  const { newDoc, startState, docChanged } = transaction
  const isRefused = docChanged && newDoc.length > MAX_LENGTH && newDoc.length > startState.doc.length
  return isRefused ? { effects: tooLong.of(null) } : transaction
})
