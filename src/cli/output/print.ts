import { styleText } from 'node:util'
import type { Format } from '../command/command.ts'
import type { Line } from './line.ts'
import type { Result } from './result.ts'
import { printRendered } from './rendered.ts'
import { visibleLines } from './visible-lines.ts'
import { piecesOf, wrap } from './wrap.ts'

/** What is known of a place to write to. */
export interface Paper {
  readonly hasColor: boolean
  /** `undefined` if lines are not wrapped. */
  readonly columns: number | undefined
}

/** The result in a format, for standard output. */
export function print(result: Result, format: Format | undefined, paper: Paper): string {
  if (format === 'json') return toJson(result.json)
  if (format === 'sarif') return toJson(result.sarif?.())
  if (format === 'markdown') return ended(visibleLines(result.markdown?.() ?? ''))
  return printLines(result.text, paper)
}

/** Lines for a terminal or a file. */
export function printLines(lines: readonly Line[], paper: Paper): string {
  return lines.map((line) => ended(printLine(line, paper))).join('')
}

function printLine(line: Line, { hasColor, columns = Infinity }: Paper): string {
  if (typeof line === 'object' && 'rendered' in line) return printRendered(line.rendered, hasColor, columns)
  if (typeof line === 'object' && 'content' in line) return visibleLines(line.content)
  const { indent = 0, hang = 0, isWhole = false, spans } = typeof line === 'string' ? { spans: [line] } : line
  const rows = isWhole ? [piecesOf(spans)] : wrap(spans, columns - indent, hang)
  return rows
    .map((pieces, at) => {
      const words = pieces.map(({ text, style }) =>
        style && hasColor && text !== ' ' ? styleText(style, text, { validateStream: false }) : text,
      )
      return (' '.repeat(indent + (at ? hang : 0)) + words.join('')).trimEnd()
    })
    .join('\n')
}

/** JSON that prints as ASCII where a character would be invisible. A reader gets the value unchanged. */
function toJson(data: unknown): string {
  return `${visibleLines(JSON.stringify(data, null, 2) ?? 'null')}\n`
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
