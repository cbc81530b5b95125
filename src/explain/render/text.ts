import type { Outline } from './outline.ts'

/** Codes of ECMA-48, section 8.3.117. */
const RED = 31
const GREEN = 32
const YELLOW = 33
const CYAN = 36
const BOLD = 1
const DIM = 2

/** Writes an explanation for a terminal. */
export function renderText(outline: Outline, color: boolean): string {
  const paint = (text: string, style: number): string => (color ? `\u001B[${style}m${text}\u001B[0m` : text)
  const { outcome, call, code, sentence, spec, fixes, warnings, steps, consoles } = outline
  const isReadable = outcome === 'Readable'
  const lines = [
    paint(paint(`${outcome}: ${call}`, isReadable ? GREEN : RED), BOLD),
    paint(code ? `${code}: ` : '', DIM) + sentence,
  ]
  const section = (title: string, rows: readonly string[]): void => {
    if (rows.length) lines.push('', paint(title, BOLD), ...rows)
  }
  section(
    fixes.length > 1 ? 'What to change (one of these)' : 'What to change',
    fixes.map((fix) => {
      const rows = fix.lines.map((line) => `\n      ${paint(line, CYAN)}`)
      return `  ${fix.place}: ${fix.sentence}${rows.join('')}`
    }),
  )
  section(
    'Warnings',
    warnings.map((warning) => `  ${paint('!', YELLOW)} ${warning.sentence} ${paint(`(${warning.code})`, DIM)}`),
  )
  section(
    'Step by step',
    steps.map(
      ({ mark, side, sentence: said }) =>
        `  ${paint(mark, mark === '✓' ? GREEN : RED)} ${paint(side.padEnd(7), DIM)}  ${said}`,
    ),
  )
  section(
    'What the console says (approximately)',
    consoles.map(([browser, message]) => `  ${browser.padEnd(7)}  ${message}`),
  )
  if (!isReadable) lines.push('', paint(spec, DIM))
  return lines.join('\n')
}
