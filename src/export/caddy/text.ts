/**
 * Names, or a regular expression, in double quotes. None of them has a quote, or a brace that begins a placeholder (RFC
 * 9110, section 5.6.2). Backslashes have no meaning there.
 */
export function text(value: string): string {
  return `"${value}"`
}

/** The lines of a directive, or of a matcher, in which two lines with "vars" would be alternatives (Caddy 2.6). */
export function block(opening: string, lines: readonly string[]): string[] {
  return [`${opening} {`, ...lines.map((line) => line && `\t${line}`), '}']
}

/**
 * A placeholder that depends on other ones.
 *
 * @param rows keys and values: a key is a string, or `~` and a regular expression
 */
export function map(source: string, placeholder: string, rows: readonly Row[], fallback = ''): string[] {
  return block(`map ${source} {${placeholder}}`, [
    ...rows.map(([key, value]) => `${text(key)} ${text(value)}`),
    `default ${text(fallback)}`,
  ])
}

/** A row of a `map`. */
export type Row = readonly [key: string, value: string]

/**
 * The conditions of a preflight. A matcher cannot use another one, so each needs them again.
 *
 * @param name that of the plan, or of the export
 */
export function preflightOf(name: string): string[] {
  return ['method OPTIONS', 'header Origin *', `vars {${name}__asks} 1`]
}

export function noPreflightOf(name: string): string[] {
  return block('not', preflightOf(name))
}

/** The placeholder for these conditions. A map joins the lines of a header. */
export function asks(name: string): string[] {
  return map('{header.Access-Control-Request-Method}', `${name}__asks`, [['~.', '1']])
}
