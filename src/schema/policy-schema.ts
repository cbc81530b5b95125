import { OPTION_RULES } from '../policy/rules.ts'
import { CONDITIONS, implies, OPTION_TABLE, type OptionRow, type Schema } from './option-table.ts'

/**
 * The JSON Schema of a policy as data, in draft 7, because editors know it completely.
 *
 * It refuses what `cors()` refuses, as far as a schema can say it. Left to `cors()` are the suffixes that strangers
 * share, and the canonical form of IPv6 addresses. `$schema` is allowed, so that a file can name its schema; `cors()`
 * refuses it like any other name that is no option, so the program that reads the file takes it out.
 */
export function policySchema(): Schema {
  const rows = Object.entries<OptionRow>(OPTION_TABLE)
  const properties = rows.flatMap(([option, { sentence, schema }]) =>
    schema ? [[option, { description: describe(option, sentence), ...schema, ...defaultOf(option) }] as const] : [],
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A CORS policy',
    description: 'The options of cors() in Corsage that JSON can hold',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    required: rows.map(([option]) => option).filter((option) => OPTION_RULES[option]?.isRequired),
    additionalProperties: false,
    allOf: [
      ...rows.flatMap(([option, { ifTrue }]) =>
        ifTrue ? [implies({ properties: { [option]: { const: true } }, required: [option] }, ifTrue)] : [],
      ),
      ...CONDITIONS,
    ],
    examples: [{ origin: ['https://app.example.com'], credentials: true, allowMethods: ['GET', 'PUT'] }],
  }
}

function describe(option: string, sentence: string): string {
  return OPTION_RULES[option]?.isRequired ? sentence : `${sentence} Default: ${defaultInWords(option)}.`
}

function defaultOf(option: string): Schema {
  const rule = OPTION_RULES[option]
  return rule?.isRequired || rule?.fallback === undefined ? {} : { default: rule.fallback }
}

/** The default of an option, as docs/options.md writes it. */
export function defaultInWords(option: string): string {
  const { default: value } = defaultOf(option)
  if (value === undefined) return OPTION_TABLE[option as keyof typeof OPTION_TABLE].absent ?? 'none'
  return `\`${JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ')}\``
}
