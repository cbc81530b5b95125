/**
 * The part of a string between two others: after the first occurrence of one, and before the last occurrence of the other
 * that follows. Values stand between quotes in a message, and may have quotes themselves.
 *
 * @param end of the part; an empty one means the end of the string
 * @returns `undefined` if one of them is missing
 */
export function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start)
  if (from < 0) return
  const rest = text.slice(from + start.length)
  const to = end === '' ? rest.length : rest.lastIndexOf(end)
  return to < 0 ? undefined : rest.slice(0, to)
}

/** The part before the first occurrence of a string; all of it if there is none. */
export function before(text: string, end: string): string {
  const at = text.indexOf(end)
  return at < 0 ? text : text.slice(0, at)
}
