import { type ParseToken, parseAnsiSequences } from 'ansi-sequence-parser'

/** The colours of a terminal, by the names that escape sequences give them. */
interface Theme {
  readonly background: string
  readonly border: string
  readonly text: string
  readonly dim: string
  readonly red: string
  readonly green: string
  readonly cyan: string
}

/** Every pair of text and background has a contrast of at least 4.5 (WCAG 2.2, 1.4.3). */
export const THEMES: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    background: '#ffffff',
    border: '#d0d7de',
    text: '#1f2328',
    dim: '#636c76',
    red: '#c01c28',
    green: '#1a7f37',
    cyan: '#0a6a80',
  },
  dark: {
    background: '#0d1117',
    border: '#30363d',
    text: '#e6edf3',
    dim: '#8d96a0',
    red: '#ff7b72',
    green: '#3fb950',
    cyan: '#56c8d8',
  },
}

const FONT = "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
const SIZE = 13
/** The width of a character in most fonts of one width. `textLength` makes others fit. */
const CHARACTER = SIZE * 0.6
const LINE = 19
const PADDING = 18

/** Draws what a terminal shows as SVG. */
export function drawTerminal(title: string, output: string, columns: number, theme: Theme): string {
  const lines = output.trimEnd().split('\n')
  const width = Math.ceil(columns * CHARACTER + 2 * PADDING)
  const height = lines.length * LINE + 2 * PADDING
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="${SIZE}">`,
    `<title>${escape(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>`,
    ...lines.flatMap((line, row) => drawLine(line, PADDING + row * LINE + SIZE, theme)),
    '</svg>',
  ].join('\n')}\n`
}

/** Each colour of a line is a text of its own, at the column where it begins. */
function drawLine(line: string, y: number, theme: Theme): string[] {
  let column = 0
  return parseAnsiSequences(line).flatMap((token) => {
    const x = PADDING + column * CHARACTER
    column += token.value.length
    // A blank at either end has no width in SVG.
    const text = token.value.trim()
    if (!text) return []
    const start = x + (token.value.length - token.value.trimStart().length) * CHARACTER
    const weight = token.decorations.has('bold') ? ' font-weight="bold"' : ''
    return `<text x="${round(start)}" y="${y}" textLength="${round(text.length * CHARACTER)}" xml:space="preserve" fill="${colorOf(token, theme)}"${weight}>${escape(text)}</text>`
  })
}

function colorOf({ foreground, decorations }: ParseToken, theme: Theme): string {
  if (foreground === null) return decorations.has('dim') ? theme.dim : theme.text
  const color = foreground.type === 'named' ? theme[foreground.name as 'red'] : undefined
  if (color === undefined) throw new TypeError(`The theme lacks the colour ${JSON.stringify(foreground)}`)
  return color
}

function round(length: number): string {
  return String(Number(length.toFixed(1)))
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
