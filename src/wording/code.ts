import { visible } from './visible.ts'

const MAX_CHARACTERS = 200
const MAX_LITERAL = 4096

/** A string from outside between backticks, which it cannot leave; a long one is cut. */
export function inCode(text: string = ''): string {
  return `\`${visibleStart(text).replaceAll('`', "'")}\``
}

/** The start of a string from outside that stands on a line of its own. */
export function visibleStart(text: string, most: number = MAX_CHARACTERS): string {
  return visible(text.length > most ? `${text.slice(0, most)}…` : text)
}

/** A value as one writes it in TypeScript. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return typeof value === 'string'
    ? `'${visibleStart(value.replaceAll(/['\\]/g, String.raw`\$&`), MAX_LITERAL)}'`
    : String(value)
}
