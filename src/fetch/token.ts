/**
 * Whether `text` is a token, what a method and a header name have to be: visible ASCII characters, of which none is a
 * delimiter (RFC 9110, section 5.6.2).
 */
export function isToken(text: string): boolean {
  for (const character of text) if (character <= ' ' || '"(),/:;<=>?@[\\]{}'.includes(character) || character > '~') return false
  return text !== ''
}
