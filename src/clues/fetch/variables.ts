import type { Token } from './tokens.ts'
import { Reader, UNKNOWN, type Value } from './value.ts'

/** Variables that are followed. A call that somebody pastes has a few. */
const MOST = 50

/** The variables of a program whose values are written in it: `const url = 'https://…'`, `const options = { … }`. */
export function variablesIn(tokens: readonly Token[]): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'name' || !/^(?:const|let|var)$/.test(text) || found.size >= MOST) continue
    const name = tokens[at + 1]
    const start = afterType(tokens, at + 2)
    if (name?.kind !== 'name' || start === undefined) continue
    const value = new Reader(tokens, start, found).value()
    if (value !== UNKNOWN && (text === 'const' || !isChanged(name.text, tokens))) found.set(name.text, value)
  }
  return found
}

/** Where the value of a variable starts, which may have a type of TypeScript before it. */
function afterType(tokens: readonly Token[], at: number): number | undefined {
  const end = tokens.slice(at, at + 8).findIndex(({ kind, text }) => kind === 'mark' && text === '=')
  return end === 0 || (end > 0 && tokens[at]!.text === ':') ? at + end + 1 : undefined
}

/** Whether a variable gets another value later, so that nobody knows which one a call has. */
function isChanged(name: string, tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, text }, at) =>
      kind === 'name' &&
      text === name &&
      tokens[at + 1]?.text === '=' &&
      tokens[at + 2]?.text !== '=' &&
      !/^(?:const|let|var)$/.test(tokens[at - 1]?.text ?? ''),
  )
}
