/** A word of a POSIX shell. Between single quotes, only a single quote means something (XCU, section 2.2.2). */
export function inShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
