import { visible } from '../../wording/visible.ts'

/** A string of several lines in which every invisible character is escaped, except tabs, which drive no terminal. */
export function visibleLines(text: string): string {
  return text
    .split(/([\n\t])/)
    .map((part, at) => (at % 2 ? part : visible(part)))
    .join('')
}
