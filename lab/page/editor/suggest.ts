import { SAFELISTED_METHODS } from '../../../src/fetch/method.ts'
import { OPTION_TABLE, type OptionRow, type Schema } from '../../../src/schema/option-table.ts'
import { defaultInWords } from '../../../src/schema/policy-schema.ts'
import { writeLiteral } from '../model/edit.ts'
import { readHeaders } from '../model/header-lines.ts'
import { originOfPage } from '../model/page.ts'
import type { Scene } from '../scene/scene.ts'
import { type Spot, spotAt } from './cursor.ts'

/** Something that can be written at the cursor. */
export interface Suggestion {
  /** What the list shows, and what typing is compared with. */
  readonly label: string
  /** A few words next to it. */
  readonly detail: string
  /** A sentence about it. */
  readonly info: string
  readonly insert: string
  /** Where the cursor is then, from the start of what is inserted. */
  readonly cursor: number
  /** Whether more can be suggested there. */
  readonly isOpen: boolean
}

export interface Suggestions {
  readonly from: number
  readonly to: number
  /** Where a comma is missing, which a suggestion adds. */
  readonly gap?: number
  readonly options: readonly Suggestion[]
}

/** The call that the policy answers, whose names come first. */
type Call = Pick<Scene, 'page' | 'url' | 'method' | 'headers' | 'response'>

const ROWS: Readonly<Record<string, OptionRow>> = OPTION_TABLE

/** Names and numbers that many servers have, in addition to the examples of the table. */
const COMMON: Readonly<Record<string, readonly (readonly [value: unknown, detail: string])[]>> = {
  allowMethods: SAFELISTED_METHODS.map((method) => [method, 'in the default']),
  allowHeaders: ['x-requested-with', 'x-csrf-token', 'idempotency-key', 'if-match'].map((name) => [name, '']),
  exposeHeaders: ['link', 'retry-after', 'x-request-id', 'x-total-count', 'content-disposition'].map((n) => [n, '']),
  maxAge: [
    [600, '10 minutes'],
    [7200, '2 hours'],
    [86_400, 'a day'],
  ],
}

/** What can be written at the cursor: names of options that are missing, or values of the option. */
export function suggestionsAt(text: string, at: number, call: Call): Suggestions | undefined {
  const spot = spotAt(text, at)
  if (!spot) return
  const options = spot.expects === 'name' ? namesFor(spot) : valuesFor(spot, call)
  const { from, to, gap } = spot
  return options.length > 0 ? { from, to, options, ...(gap !== undefined && { gap }) } : undefined
}

function namesFor({ written, next, quote }: Spot): Suggestion[] {
  const names = Object.keys(ROWS).filter((name) => !written.has(name) && isWritable(ROWS[name]!.schema))
  return names.map((name) => {
    const inQuotes = `${quote}${name}${quote}`
    const [open, close] = ROWS[name]!.schema?.['type'] === 'array' ? ['[', ']'] : ['', '']
    // A name that has its colon has its value too.
    const start = next === ':' ? inQuotes : `${inQuotes}: ${open}`
    const end = next === ':' ? '' : `${close},`
    const preset = plain(defaultInWords(name))
    return {
      label: inQuotes,
      detail: preset,
      info: `${plain(ROWS[name]!.sentence)}${preset === 'required' ? '' : ` Default: ${preset}.`}`,
      insert: start + end,
      cursor: start.length,
      isOpen: next !== ':',
    }
  })
}

/** Whether a literal can be a value: the lab runs no functions, which some options only take. */
function isWritable(schema: Schema | undefined): boolean {
  return schema !== undefined && schema['maxItems'] !== 0
}

function valuesFor(spot: Spot, call: Call): Suggestion[] {
  const { option, isEntry, written, entries, quote } = spot
  const schema = Object.hasOwn(ROWS, option) ? ROWS[option]!.schema : undefined
  if (!schema) return []
  const own = ofCall(option, call).map((value) => [value, 'of the call above'] as const)
  const known = knownValues(schema, isEntry).map((value) => [value, ''] as const)
  const all = [...own, ...known, ...(COMMON[option] ?? [])]
  const values = isEntry || !takesList(schema) ? all : listsOf(all, schema)
  const seen = new Set<string>(isEntry ? entries.map((entry) => entry.toLowerCase()) : [])
  return values.flatMap(([value, detail]) => {
    const key = String(isEntry ? value : writeLiteral(value)).toLowerCase()
    // With credentials, cors() refuses a star.
    const isRefused = written.get('credentials') === 'true' && [value].flat().includes('*')
    if (isRefused || seen.has(key)) return []
    seen.add(key)
    const code = quote === '"' && typeof value === 'string' ? JSON.stringify(value) : writeLiteral(value)
    return { label: code, detail, info: '', insert: code, cursor: code.length, isOpen: false }
  })
}

function takesList(schema: Schema): boolean {
  return schema['type'] === 'array' || partsOf(schema).some((part) => part['type'] === 'array')
}

/** Values of an option that takes a list: a list of what is likely, and the values that need none. */
function listsOf(entries: readonly (readonly [unknown, string])[], schema: Schema): [unknown, string][] {
  const singles = partsOf(schema).flatMap((part): [unknown, string][] =>
    'const' in part ? [[part['const'], 'any']] : [],
  )
  const [first] = entries
  return [...(first ? [[[first[0]], first[1]] as [unknown, string]] : []), ...singles, [[], 'none']]
}

/** The values that a schema names: of an entry, or of the option itself. */
function knownValues(schema: Schema, isEntry: boolean): unknown[] {
  if (schema['type'] === 'boolean') return [true, false]
  const items = schema['items'] as Schema | undefined
  const parts = [schema, ...partsOf(schema), ...(items ? [items] : [])]
  const listed = parts.flatMap(({ examples = [], enum: values = [] }) => [examples, values].flat())
  return isEntry ? listed : listed.concat(parts.flatMap((part) => ('const' in part ? part['const'] : [])))
}

function partsOf(schema: Schema): readonly Schema[] {
  return (schema['anyOf'] as readonly Schema[] | undefined) ?? []
}

/** What the call needs of an option. */
function ofCall(option: string, { page, url, method, headers, response }: Call): string[] {
  if (option === 'origin') return originOf(page)
  if (option === 'self') return originOf(url)
  if (option === 'allowMethods') return [method.trim().toUpperCase()].filter(Boolean)
  if (option === 'allowHeaders') return namesIn(headers)
  return option === 'exposeHeaders' ? namesIn(response.replace(/^\s*(HTTP\/\S+ )?\d{3}[^\n]*/, '')) : []
}

function originOf(url: string): string[] {
  return [originOfPage(url)].filter((origin) => origin !== 'null')
}

/** The names of header lines; none while a line is half written. */
function namesIn(lines: string): string[] {
  try {
    return readHeaders(lines).map(([name]) => name.toLowerCase())
  } catch {
    return []
  }
}

/** Words of the documents, without the marks of code. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}
