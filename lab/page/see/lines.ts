/** Characters of a line in a box. */
const CHARACTERS = 23

/** The text of a box in lines. The layout and the chart have to break it at the same places. */
export function linesOf(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < CHARACTERS) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
