const MAX_LENGTH = 200

/**
 * A text as it came from outside, between backticks. It cannot leave them, nor speak to the terminal: control characters
 * are shown by their number, and what is long is cut.
 */
export function code(text: string = ''): string {
  return `\`${clean(text).replaceAll('`', "'")}\``
}

/** A text from outside that stands on its own line. */
export function clean(text: string, most: number = MAX_LENGTH, show: (character: string) => string = hex): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text
  // oxlint-disable-next-line no-control-regex
  return cut.replaceAll(/[\0-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, show)
}

/** The number of a byte, as the standard writes it. */
export function hex(character: string): string {
  return `0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? '')
}

function escaped(character: string): string {
  return String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0')
}

/** A value as one writes it in TypeScript. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return typeof value === 'string'
    ? `'${clean(value.replaceAll(/['\\]/g, String.raw`\$&`), 4096, escaped)}'`
    : String(value)
}
