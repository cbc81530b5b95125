const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|(\r\n|[\n\r\u2028\u2029])|([^]))/g
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '\0' }

/** What the inside of a string of JavaScript means (https://tc39.es/ecma262/#prod-EscapeSequence). */
export function unescape(text: string): string {
  return text.replaceAll(ESCAPE, (_, x?: string, u?: string, long?: string, lineBreak?: string, other?: string) => {
    const hex = x ?? u ?? long
    if (hex !== undefined) return fromCode(Number.parseInt(hex, 16))
    return lineBreak === undefined ? (LETTERS[other!] ?? other!) : ''
  })
}

function fromCode(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD'
}
