/** The path of a URL that the host has made: it begins at the third slash. */
export function pathOf(url: string): string {
  const [whole = ''] = url.split(/[?#]/, 1)
  return `/${whole.split('/').slice(3).join('/')}`
}
