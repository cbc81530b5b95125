/** What domain labels, schemes and tokens have in common. */
export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Whether every character of `text` is one of `characters`. */
export function consistsOf(text: string, characters: string): boolean {
  for (const character of text) if (!characters.includes(character)) return false
  return true
}
