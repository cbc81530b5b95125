/** What stands before a command on a terminal: a user, a machine, a folder and a sign; or the start of a Markdown block. */
const BEFORE = /^(?:[^\n]{0,200}?(?:[$#%>❯➜~✗] ?|\s))??(?:(?:sudo|time)\s+)?(?=(?:\S{0,200}[/\\])?curl(?:\.exe)?\s)/i

/** A command line of curl without the prompt before it, and without what word processors do to quotes and dashes. */
export function commandOf(text: string): string | undefined {
  const before = BEFORE.exec(text)
  if (!before) return
  const line = text.slice(before[0].length)
  const dashed = line.replaceAll(
    /(\s)[–—](?=\w(\w?))/g,
    (_, blank: string, second: string) => `${blank}${second ? '--' : '-'}`,
  )
  return /['"]/.test(dashed) ? dashed : dashed.replaceAll(/[“”„]/g, '"').replaceAll(/[‘’‚]/g, "'")
}
