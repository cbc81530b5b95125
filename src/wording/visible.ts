/**
 * Escapes every invisible character as `\u001b`. Control characters drive a terminal, bidirectional ones reorder a line,
 * zero-width ones and fillers hide in it, and line separators end it early (C, DI, Zl and Zp in
 * https://www.unicode.org/reports/tr44/).
 */
export function visible(text: string): string {
  return text.replaceAll(/[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu, (found) => found.split('').map(escape).join(''))
}

function escape(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0')
}
