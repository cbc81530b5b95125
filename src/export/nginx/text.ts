/** The variables of an export, or of one of its policies: `variable('origin')` is `$cors__origin`. */
export type Variable = (meaning: string) => string

export function variablesOf(name: string): Variable {
  return (meaning) => `$${name}__${meaning}`
}

/** The variables of one policy, and those of the request. */
export interface Variables {
  readonly variable: Variable
  readonly request: Variable
}

/** Writes a variable of a policy. */
export type Define = (meaning: string, source: string, rows: MapRows) => string

/**
 * The names of methods and headers as nginx reads them in double quotes. It has no escape for `$`, so a variable stands for
 * it: `$http_cookie` in the name of an exposed header would otherwise send the visitor's cookies. Names have neither quotes
 * nor backslashes (RFC 9110, section 5.6.2).
 *
 * @param dollar the variable whose value is `$`: `$cors__dollar`
 */
export function namesIn(value: string, dollar: string): string {
  const braced = `\${${dollar.slice(1)}}`
  return value.replaceAll('$', () => braced)
}

/**
 * The parts of a value that nginx would not read as one string, which has at most 4096 bytes. Each is the value of a variable.
 *
 * @returns nothing if the value is short enough, with every `$` as `${name}`
 */
export function partsOf(names: string): readonly string[] {
  const written = names.length + 45 * (names.split('$').length - 1)
  return written > 4000 ? (names.match(/.{1,4000}/g) ?? []) : []
}

/** A key of a `map`: a regular expression for a whole value, which compares with case. */
export function matching(pattern: string): string {
  return `~^(?:${pattern})$`
}

/** nginx removes the spaces around a value, but not the tabs (RFC 9110, section 5.5). */
export const BLANKS = '[ \\x09]*'
export const NOT_BLANK = '[^ \\x09]'

/** The keys and values of a `map`, without quotes. A value may have variables. */
export type MapRows = readonly (readonly [key: string, value: string])[]

/** The row for values that no other row has. */
export function otherwise(value: string): MapRows[number] {
  return ['default', value]
}

/** The row for an empty value, which stays empty. */
export const NONE: MapRows[number] = ['', '']

/** The row for a value without the blanks around it. */
export const TRIMMED: MapRows[number] = ['~^[ \\x09]*+(.*[^ \\x09])', '$1']

/**
 * A variable that depends on another one, or on several in quotes. A `map` compares strings without case, and regular
 * expressions with case.
 *
 * @param rows without a default, the others are for an empty value, which needs no row
 */
export function map(source: string, variable: string, rows: MapRows): string {
  const hasDefault = rows.some(([key]) => key === 'default')
  const needed = rows.filter(([, value]) => hasDefault || value)
  const lines = needed.map(([key, value]) => `    ${key === 'default' ? key : `"${key}"`} "${value}";`)
  return [`map ${source} ${variable} {`, ...lines, '}'].join('\n')
}

/** A variable with a constant value, in which `$` has no meaning. */
export function constant(variable: string, value: string): string {
  return `geo ${variable} {\n    default "${value}";\n}`
}
