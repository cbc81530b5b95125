/** The path of a URL that the host has made: it begins at the third slash. */
export function pathOf(url: string): string {
  const [whole = ''] = url.split(/[?#]/, 1)
  const start = whole.indexOf('/', whole.indexOf('//') + 2)
  return start < 0 ? '/' : whole.slice(start)
}
