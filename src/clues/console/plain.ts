const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", quot: '"', lt: '<', gt: '>', nbsp: ' ' }

/** Text with the characters that HTML writes as entities, and with straight quotes, if it has no other. */
export function plainMarks(text: string): string {
  const decoded = text.replaceAll(ENTITY, unescapeEntity)
  const isStraight = /["']/.test(decoded)
  return isStraight ? decoded : decoded.replaceAll(/[‘’‚‛]/g, "'").replaceAll(/[“”„]/g, '"')
}

const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|apos|quot|lt|gt|nbsp));/gi

/** What Markdown, HTML, JSON, mail programs and word processors do to a message, which this undoes. */
export function plainText(text: string): string {
  return text
    .replaceAll(ENTITY, unescapeEntity)
    .replaceAll(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\[rn]/g, '\n')
    .replaceAll(/\\(?=["'`*_])/g, '')
    .replaceAll(/\[(https?:[^[\]\s]{1,2000})\]\(https?:[^()\s]{1,2000}\)/g, '$1')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]|\*\*/g, '')
    .replaceAll(/[‘’‚‛′`´“”„"]/g, "'")
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:>\s?)*/, '').trim())
    .join(' ')
}

function unescapeEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
  const code = Number.parseInt(decimal ?? hex!, decimal === undefined ? 16 : 10)
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
}
