import { stringOf, type Token, tokensOf } from '../model/tokens.ts'

/** Where the cursor is in options that may be half written. */
export interface Spot {
  /** Whether the name of an option belongs here, or a value of `option`. */
  readonly expects: 'name' | 'value'
  readonly option: string
  /** Whether the value is an entry of a list. */
  readonly isEntry: boolean
  /** The part that a suggestion replaces. */
  readonly from: number
  readonly to: number
  /** The quote that is there already. */
  readonly quote: string
  /** What follows: a name may have its colon, and a value its comma. */
  readonly next: string
  /** Where a comma is missing. */
  readonly gap?: number
  /** Every option that is written, except the one at the cursor, with the first token of its value. */
  readonly written: ReadonlyMap<string, string>
  /** Every entry of the list around the cursor, except the one at it. */
  readonly entries: readonly string[]
}

/** An object or a list that is open. */
interface Frame {
  readonly isList: boolean
  readonly entries: string[]
  phase: 'name' | 'colon' | 'value' | 'end'
  option: string
}

/** Finds where the cursor is. Returns nothing where neither a name nor a value of an option can be, such as in a comment. */
export function spotAt(text: string, at: number): Spot | undefined {
  const all = tokensOf(text)
  if (all.some((token) => isInComment(token, at))) return
  const tokens = withOpenStrings(
    all.filter(({ kind }) => kind !== 'comment'),
    text,
    at,
  )
  const here = tokens.find((token) => isAt(token, at))
  const from = here?.start ?? at
  const before = tokens.filter(({ end }) => end <= from)
  const last = before.at(-1)
  const stack: Frame[] = []
  const written = new Map<string, string>()
  for (const token of before) step(stack, token, written, text)

  const [object, list] = stack
  const frame = stack.at(-1)
  if (!object || !frame || object.isList || stack.length > 2 || (list && !list.isList)) return
  // On a new line, a name belongs even if the comma before it is missing.
  const hasGap = !list && frame.phase === 'end' && text.slice(last!.end, from).includes('\n')
  const isName = !list && (frame.phase === 'name' || hasGap)
  if (!isName && frame.phase !== 'value') return
  const { option } = object
  const after = tokens.filter((token) => token !== here && token.start >= from)
  for (const token of after) step(stack, token, written, text)
  return {
    expects: isName ? 'name' : 'value',
    option: isName ? '' : option,
    isEntry: list !== undefined,
    from,
    to: here?.end ?? at,
    quote: here && /^["']/.test(here.text) ? here.text[0]! : '',
    next: after[0]?.text ?? '',
    written,
    entries: list?.entries ?? [],
    ...(hasGap && { gap: last!.end }),
  }
}

/** A comment of a line has no end of its own. */
function isInComment({ kind, text, start, end }: Token, at: number): boolean {
  return kind === 'comment' && start < at && (at < end || (at === end && text.startsWith('//')))
}

/** Whether the cursor is in a word or a string, or behind a word. Behind a string, nothing is left to write. */
function isAt({ kind, text, start, end }: Token, at: number): boolean {
  const isOpen = kind === 'mark' && /^["']/.test(text)
  const hasEnd = kind === 'word' || kind === 'number' || isOpen
  return (hasEnd || kind === 'string') && start < at && (hasEnd ? at <= end : at < end)
}

/** A quote without an end takes the rest of its line up to the cursor. */
function withOpenStrings(tokens: readonly Token[], text: string, at: number): Token[] {
  const open = tokens.find(
    ({ kind, text: mark, start, end }) =>
      kind === 'mark' && /["']/.test(mark) && end <= at && !text.slice(start, at).includes('\n'),
  )
  if (!open) return [...tokens]
  const string = { ...open, end: at, text: text.slice(open.start, at) }
  return [...tokens.filter(({ start }) => start < open.start), string, ...tokens.filter(({ start }) => start >= at)]
}

/** Reads one more token. */
function step(stack: Frame[], { text, kind, start }: Token, written: Map<string, string>, whole: string): void {
  const frame = stack.at(-1)
  if (text === '{' || text === '[') {
    if (!frame && text === '[') return
    if (stack.length === 1 && frame?.phase === 'value') written.set(frame.option, text)
    if (frame) frame.phase = 'end'
    const isList = text === '['
    stack.push({ isList, entries: [], phase: isList ? 'value' : 'name', option: '' })
    return
  }
  if (!frame) return
  if (text === '}' || text === ']') {
    stack.pop()
  } else if (text === ',') frame.phase = frame.isList ? 'value' : 'name'
  else if (text === ':') frame.phase = 'value'
  else if (frame.isList) {
    frame.entries.push(kind === 'string' ? stringOf(text) : text)
    frame.phase = 'end'
  } else if (frame.phase === 'value') {
    if (stack.length === 1) written.set(frame.option, text)
    frame.phase = 'end'
  } else if (kind === 'word' || kind === 'string') {
    frame.option = kind === 'string' ? stringOf(text) : text
    frame.phase = 'colon'
    if (stack.length === 1 && /^\s*:/.test(whole.slice(start + text.length))) written.set(frame.option, '')
  }
}
