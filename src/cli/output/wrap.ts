import { visible } from '../../wording/visible.ts'
import type { Span, Style } from './line.ts'

/** A word, or the space between two words. */
interface Piece {
  readonly text: string
  readonly style: Style | undefined
}

/** The narrowest column of words. Terminals that say that they are narrower get longer lines. */
const NARROWEST = 20

/**
 * Breaks words into lines of at most `width` characters. A word that is longer stays whole, so that it can be copied.
 *
 * @param hang how much farther all lines after the first begin
 */
export function wrap(spans: readonly Span[], width: number, hang: number = 0): Piece[][] {
  const lines: Piece[][] = [[]]
  let room = Math.max(width, NARROWEST)
  let left = room
  for (const piece of piecesOf(spans)) {
    if (piece.text.length > left && lines.at(-1)!.length) {
      lines.push([])
      left = room = Math.max(width - hang, NARROWEST)
    }
    if (lines.length > 1 && !lines.at(-1)!.length && piece.text === ' ') continue
    lines.at(-1)!.push(piece)
    left -= piece.text.length
  }
  return lines
}

/** Every value passes through here before it is printed. */
export function piecesOf(spans: readonly Span[]): Piece[] {
  return spans.flatMap((span) => {
    const { text, style } = typeof span === 'string' ? { text: span, style: undefined } : span
    return visible(text)
      .split(/( )/)
      .filter(Boolean)
      .map((part) => ({ text: part, style }))
  })
}
