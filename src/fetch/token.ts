/**
 * Whether `text` is a token, what a method and a header name have to be: visible ASCII characters, of which none is a
 * delimiter (RFC 9110, section 5.6.2).
 */
export function isToken(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 33 || code > 126 || '"(),/:;<=>?@[\\]{}'.includes(text.charAt(at))) return false
  }
  return text !== ''
}
