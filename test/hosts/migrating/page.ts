import { readFileSync } from 'node:fs'

/** A row of a table. */
export type TableRow = readonly string[]

/** The first cells of the tables that tests write. */
export const CHANGES = 'answer to'
export const DEFAULTS = 'library'
export const ORIGINS = 'value of `origin`'
const OPTIONS = 'option'

/** The page with new rows in the tables of some sections: by heading, and by the first cell of the table's head. */
export function withTables(page: string, tables: readonly (readonly [string, string, readonly TableRow[]])[]): string {
  return tables.reduce((text, [heading, first, rows]) => {
    const [table, head] = findTable(text, heading, first)
    return text.replace(table, () => render([head, ...rows]))
  }, page)
}

/** The names of options in the first column of the table of options in a section: of `a.b`, both. */
export function optionsIn(page: string, heading: string): string[] {
  const [, , rows] = findTable(page, heading, OPTIONS)
  return rows.flatMap(([cell = '']) =>
    Array.from(cell.matchAll(/`([\w.]+)`/g), ([, name = '']) => name.split('.')).flat(),
  )
}

export const readPage = (): string => readFileSync('docs/migrating.md', 'utf8')

function findTable(page: string, heading: string, first: string): [table: string, head: TableRow, rows: TableRow[]] {
  const [, section = ''] = page.split(new RegExp(`^#+ ${heading.replaceAll(/[()]/g, '\\$&')}\n`, 'm'))
  const [own = ''] = section.split(/^#+ /m)
  const [table] = new RegExp(`^\\| ${first} [^]*?(?=\n\n)`, 'm').exec(own) ?? []
  if (table === undefined) throw new Error(`No table of each ${first} under the heading ${heading}`)
  const [head = [], , ...rows] = table.split('\n').map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  return [table, head, rows]
}

/** A table with aligned columns, as oxfmt writes it. */
function render(rows: readonly TableRow[]): string {
  const [head = []] = rows
  const widths = head.map((_cell, at) => Math.max(3, ...rows.map((row) => (row[at] ?? '').length)))
  const line = (cells: TableRow): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n')
}
