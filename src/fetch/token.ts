/**
 * Whether `text` is a token, as every method and header name has to be: one or more visible ASCII characters, none of
 * them a delimiter (RFC 9110, section 5.6.2).
 */
export function isToken(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 33 || code > 126 || '"(),/:;<=>?@[\\]{}'.includes(text.charAt(at))) return false
  }
  return text !== ''
}
