import type { Explanation } from '../explanation.ts'
import { CONSOLES, FIX_PLACES, headlineOf, tellingSteps } from './headline.ts'

const RED = 31
const GREEN = 32
const YELLOW = 33
const CYAN = 36
const BOLD = 1
const DIM = 2

/** For a terminal. Whatever comes from outside has no control characters by now. */
export function renderText(explanation: Explanation, color: boolean): string {
  const paint = (text: string, style: number): string => (color ? `\u001B[${style}m${text}\u001B[0m` : text)
  const { verdict, fixes, warnings } = explanation
  const tone = verdict.readable ? GREEN : RED
  const code = verdict.code ? `${verdict.code}: ` : ''
  const lines = [paint(paint(headlineOf(explanation), tone), BOLD), paint(code, DIM) + verdict.sentence]
  const section = (title: string, rows: readonly string[]): void => {
    if (rows.length) lines.push('', paint(title, BOLD), ...rows)
  }
  section(
    fixes.length > 1 ? 'What to change (one of these)' : 'What to change',
    fixes.map(({ change, sentence, value }) => {
      const rows = value.split('\n').map((line) => `\n      ${paint(line, CYAN)}`)
      return `  ${FIX_PLACES[change]}: ${sentence}${rows.join('')}`
    }),
  )
  section(
    'Warnings',
    warnings.map((warning) => `  ${paint('!', YELLOW)} ${warning.sentence} ${paint(`(${warning.code})`, DIM)}`),
  )
  section(
    'Step by step',
    tellingSteps(explanation).map(({ side, passed, sentence }) => {
      const mark = passed ? paint('✓', GREEN) : paint('✗', RED)
      return `  ${mark} ${paint(side.padEnd(7), DIM)}  ${sentence}`
    }),
  )
  const consoles = verdict.console
  section(
    'What the console says, more or less',
    consoles ? CONSOLES.map(([name, engine]) => `  ${name.padEnd(7)}  ${consoles[engine]}`) : [],
  )
  if (!verdict.readable) lines.push('', paint(verdict.spec, DIM))
  return lines.join('\n')
}
