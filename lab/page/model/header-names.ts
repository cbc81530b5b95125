/** The names in header lines. */
export function namesIn(headers: string): string[] {
  return headers.split('\n').flatMap((line) => nameOf(line) || [])
}

/** What a header line has before its colon. */
export function nameOf(line: string): string {
  return line.split(':', 1)[0]!.trim()
}
