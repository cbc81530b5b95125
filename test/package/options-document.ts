import { OPTION_TABLE, type OptionRow } from '../../src/schema/option-table.ts'
import { defaultInWords } from '../../src/schema/policy-schema.ts'

/** The comments around the table in docs/options.md that is made of the rows. */
const TABLE =
  /(?<=<!-- The table is made of src\/schema\/option-table\.ts: npm run schema -->\n\n)[^]*?(?=\n<!-- End -->)/

/** docs/options.md with the table of options as the code has it. */
export function renderOptions(text: string): string {
  if (!TABLE.test(text)) throw new Error(`docs/options.md has no lines like ${TABLE.source}`)
  return text.replace(TABLE, () => pad(Object.entries<OptionRow>(OPTION_TABLE).map(cellsOf)))
}

function cellsOf([option, { sentence, type }]: readonly [string, OptionRow]): string[] {
  const section = option.startsWith('dangerously') ? 'options-that-switch-off-a-refusal' : option.toLowerCase()
  return [`[\`${option}\`](#${section})`, type, defaultInWords(option), sentence]
}

/** A Markdown table as the formatter writes it. */
function pad(rows: readonly string[][]): string {
  const all = [['option', 'type', 'default', 'what it says'], ...rows]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((cells) => cells[at]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |\n`
  const [head, ...body] = all
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('')
}
