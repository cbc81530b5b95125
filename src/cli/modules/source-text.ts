import { visible } from '../../wording/visible.ts'

/** The longest list or object on one line. */
const WIDTH = 100

/**
 * A value as TypeScript: what JSON can say.
 *
 * @param indent the spaces before its last line
 */
export function sourceText(value: unknown, indent: number = 0): string {
  if (typeof value === 'string') return stringText(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const space = Array.isArray(value) ? '' : ' '
  const parts = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${Array.isArray(value) ? '' : `${nameText(name)}: `}${sourceText(member, indent + 2)}`)
  if (!parts.length) return open + close
  const line = `${open}${space}${parts.join(', ')}${space}${close}`
  if (line.length + indent <= WIDTH && !line.includes('\n') && (Array.isArray(value) || indent > 2)) return line
  const margin = ' '.repeat(indent)
  return `${open}\n${parts.map((part) => `${margin}  ${part},\n`).join('')}${margin}${close}`
}

/** A name of a member or of an export. */
export function nameText(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) && name !== '__proto__' ? name : stringText(name)
}

/** JSON escapes what ends a literal, and `visible` what nobody would see. Both are escapes of TypeScript too. */
function stringText(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${visible(inner)}'`
}
