/** The names of methods and headers in double quotes, where `%` begins a value. Names have neither quotes nor backslashes (RFC 9110, section 5.6.2). */
export function valueOf(names: string): string {
  return names.replaceAll('%', '%%')
}

/** Sets a variable if a header, or a part of the request, matches. A header that is missing matches as an empty one. */
export function setIf(part: string, pattern: string, variable: string): string {
  return `SetEnvIf ${part} "${pattern}" ${variable}`
}

/** Sets a variable if an expression is true. */
export function setIfTrue(expression: string, variable: string): string {
  return `SetEnvIfExpr "${expression}" ${variable}`
}

/** A condition of expressions. */
export function isSet(variable: string, value = '1', operator = '=='): string {
  return `reqenv('${variable}') ${operator} '${value}'`
}

/** A condition of the next `RewriteRule`. */
export function condition(variable: string, test: string): string {
  return `RewriteCond "%{ENV:${variable}}" "${test}"`
}

/** A directive for headers with conditions, which all have to be true. */
export function header(directive: string, ...conditions: readonly string[]): string {
  return conditions.length ? `${directive} "expr=${conditions.join(' && ')}"` : directive
}
