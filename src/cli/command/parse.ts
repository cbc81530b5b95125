import { parseArgs } from 'node:util'
import { quote } from '../../wording/quote.ts'
import { allFlags } from './all-flags.ts'
import type { Command, Format, Given } from './command.ts'
import type { Flag, Flags, Positional, Positionals } from './flag.ts'
import { formOf } from './forms.ts'
import { meantName } from './meant-name.ts'
import { UsageError } from './usage-error.ts'

/** A command line that was read. */
export interface Parsed {
  readonly given: Given<Flags, Positionals>
  readonly format: Format | undefined
  readonly isHelp: boolean
}

type Values = Record<string, string | boolean | readonly string[] | undefined>

/**
 * Reads the words after the name of a command.
 *
 * @throws {UsageError} for the first word that does not fit
 */
export function parse(command: Command, words: readonly string[]): Parsed {
  const flags = allFlags(command)
  const { tokens } = parseArgs({
    args: [...words],
    // Unknown flags are reported here, with the nearest one.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(flags).map(([name, { short, value }]) => [
        name,
        { type: value ? ('string' as const) : ('boolean' as const), ...(short && { short }) },
      ]),
    ),
  })
  const values: Values = Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, unset(flag)]))
  const isHelp = tokens.some((token) => token.kind === 'option' && token.name === 'help')
  if (isHelp) return { given: { flags: {}, positionals: {} }, format: undefined, isHelp }
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name]! : unknownFlag(command, token.rawName, flags)
    const value = checkedValue(command, token, flag)
    const earlier = values[token.name]
    values[token.name] = flag.isRepeatable ? [...(earlier as string[]), value as string] : value
  }
  const given = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const formats = (command.formats ?? []).filter((format) => values[format])
  if (formats.length > 1) {
    throw new UsageError(`--${formats[0]} and --${formats[1]} are both given`, 'Type one of them')
  }
  return {
    given: { flags: values as never, positionals: readPositionals(command, given) as never },
    format: formats[0],
    isHelp,
  }
}

function unset({ value, isRepeatable, fallback }: Flag): Values[string] {
  if (!value) return false
  return isRepeatable ? [] : fallback
}

function unknownFlag(command: Command, rawName: string, flags: Flags): never {
  const name = rawName.replace(/^-+/, '')
  const near = meantName(name, Object.keys(flags))
  throw new UsageError(
    `${command.name} has no flag ${quote(rawName)}`,
    near ? `Type --${near}` : `See corsage ${command.name} --help`,
  )
}

function checkedValue(
  command: Command,
  token: { readonly rawName: string; readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
  { value: placeholder, choices, alsoCalled, summary }: Flag,
): string | boolean {
  const { rawName, value, inlineValue = false } = token
  if (!placeholder) {
    if (value === undefined) return true
    throw new UsageError(`${rawName} takes no value, and has ${quote(value)}`, `Type ${rawName} alone`)
  }
  const form = `${rawName} ${choices?.join('|') ?? placeholder}`
  if (value === undefined || (!inlineValue && /^-./.test(value))) {
    const found = value === undefined ? 'has none' : `${quote(value)} looks like a flag`
    const inline = value === undefined ? '' : `, or ${rawName}=${value} if you mean that value`
    throw new UsageError(`${rawName} takes a value, and ${found}: ${summary}`, `Type ${form}${inline}`)
  }
  if (choices) checkChoice(rawName, value, choices, `corsage ${command.name}`, alsoCalled)
  return value
}

function readPositionals(command: Command, given: readonly string[]): Record<string, string | undefined> {
  const known: [string, Positional][] = Object.entries(command.positionals)
  const missing = known.find(([, { isOptional }], at) => at >= given.length && !isOptional)
  if (missing) {
    const [name, { summary, choices }] = missing
    throw new UsageError(
      `${command.name} needs ${name.toUpperCase()}: ${summary}`,
      `Type corsage ${formOf(command)}${choices ? `, where ${name.toUpperCase()} is ${choices.join(', ')}` : ''}`,
    )
  }
  if (given.length > known.length) {
    const extra = given[known.length]!
    throw new UsageError(
      `${command.name} takes no further word, and has ${quote(extra)}`,
      `Type corsage ${formOf(command)}`,
    )
  }
  return Object.fromEntries(
    known.map(([name, { choices }], at) => {
      const value = given[at]
      if (value !== undefined && choices) checkChoice(name.toUpperCase(), value, choices, `corsage ${command.name}`)
      return [name, value]
    }),
  )
}

/**
 * Refuses a value that is not in a list.
 *
 * @param start what has the value: `--stage`
 * @param alsoCalled other names of the choices
 * @throws {UsageError}
 */
export function checkChoice(
  start: string,
  value: string,
  choices: readonly string[],
  line: string,
  alsoCalled: Readonly<Record<string, string>> = {},
): void {
  if (choices.includes(value)) return
  const other = meantName(value, Object.keys(alsoCalled))
  const near = meantName(value, choices) ?? (other !== undefined ? alsoCalled[other] : undefined)
  const way = start.startsWith('-') ? `${line} ${start}` : line
  throw new UsageError(
    `${start} is ${quote(value)}, expected ${alternatives(choices)}`,
    near === undefined ? 'Type one of them' : `Type ${way} ${near}`,
  )
}

/** Joins values of which one is wanted: `a`, `a or b`, `a, b or c`. */
function alternatives(choices: readonly string[]): string {
  return choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}` : (choices[0] ?? '')
}
