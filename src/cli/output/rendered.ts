import { visibleLines } from './visible-lines.ts'

/** What switches colours (ECMA-48, SGR). */
const COLOR = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`)

/** Code begins here, and stays in one piece, so that it can be copied. */
const CODE_INDENT = 6

/** A label at the beginning of a line, and the blanks after it. */
const LABEL = /^ *\S+(?: \S+)? {2,}/

/**
 * Lines of `render()` with their colours, wrapped. Anything else that drives a terminal is made visible.
 *
 * @param columns `Infinity` if lines are not wrapped
 */
export function printRendered(text: string, hasColor: boolean, columns: number): string {
  const parts = text.split(COLOR).map((part, at) => (at % 2 ? (hasColor ? part : '') : visibleLines(part)))
  return parts
    .join('')
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n')
}

function wrapLine(line: string, columns: number): string {
  const plain = line.replaceAll(new RegExp(COLOR, 'g'), '')
  const indent = plain.search(/\S|$/)
  if (plain.length <= columns || indent >= CODE_INDENT) return line
  const hang = LABEL.exec(plain)?.[0].length ?? indent + 2
  const rows: { text: string; width: number }[] = [{ text: '', width: 0 }]
  for (const [at, part] of line.split(COLOR).entries()) {
    const words = at % 2 ? [part] : part.split(/(?<= )(?=[^ ])/)
    for (const word of words) {
      const width = at % 2 ? 0 : word.trimEnd().length
      const row = rows.at(-1)!
      if (width && row.width + width > columns && row.width > hang) rows.push({ text: word, width: hang + word.length })
      else {
        row.text += word
        row.width += at % 2 ? 0 : word.length
      }
    }
  }
  return rows.map(({ text }, at) => (at ? ' '.repeat(hang) : '') + text.trimEnd()).join('\n')
}
