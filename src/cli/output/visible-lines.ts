import { visible } from '../../wording/visible.ts'

/** A string of several lines in which every other invisible character is escaped. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}
