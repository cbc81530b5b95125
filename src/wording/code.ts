import { visible } from './visible.ts'

const MAX_CHARACTERS = 200
const MAX_LITERAL = 4096

/** Puts a string from outside between backticks, which it cannot close. A long string is cut. */
export function inCode(text: string = ''): string {
  return `\`${visibleStart(text).replaceAll('`', "'")}\``
}

/** The start of a string from outside, with every invisible character escaped. */
export function visibleStart(text: string, most: number = MAX_CHARACTERS): string {
  return visible(text.length > most ? `${text.slice(0, most)}…` : text)
}

/** A value as TypeScript source. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return typeof value === 'string'
    ? `'${visibleStart(value.replaceAll(/['\\]/g, String.raw`\$&`), MAX_LITERAL)}'`
    : String(value)
}
