/**
 * The names of methods and headers in double quotes, where `$` begins a variable of the environment, and in a format, where
 * `%` begins a value. Names have neither quotes nor backslashes (RFC 9110, section 5.6.2).
 */
export function format(names: string): string {
  return `"${names.replaceAll('$', String.raw`\$`).replaceAll('%', '%%')}"`
}

/**
 * A condition: a sample matches a regular expression. The two dashes end the flags, because `-f` is a valid method, and
 * `literally` writes quotes as numbers.
 */
export function matches(sample: string, pattern: string, flags = ''): string {
  return `${sample} -m reg${flags} -- '${pattern}'`
}

/** A rule with conditions, which all have to be true. */
export function when(rule: string, ...conditions: readonly string[]): string {
  return conditions.length ? `${rule} if ${conditions.join(' ')}` : rule
}

/** Sets a variable that lives as long as the request and its response. */
export function setVariable(name: string, value: string, ...conditions: readonly string[]): string {
  return when(`http-request set-var(txn.${name}) ${value}`, ...conditions)
}

/** Defines a condition: whether a variable is set. */
export function isSet(name: string, variable: string): string {
  return `acl ${name} var(txn.${variable}) -m found`
}
