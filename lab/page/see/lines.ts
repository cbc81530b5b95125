/** The most characters of a line in a box, and at an arrow. A wider chart would have small letters. */
export const BOX_LINE = 16
export const ARROW_LINE = 12

/** Breaks a label into lines, in one place, so that the layout and the chart agree. */
export function linesOf(text: string, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
