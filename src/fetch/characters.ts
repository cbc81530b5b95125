/** What domain labels, schemes and tokens have in common. */
export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Whether `text` is at least one of `characters`, and at most `most` of them. */
export function consistsOf(text: string, characters: string, most: number): boolean {
  for (const character of text) if (!characters.includes(character)) return false
  return text !== '' && text.length <= most
}
