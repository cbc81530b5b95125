/** The URL of a section of the Fetch standard, or of another standard when it is one already. */
export function specUrl(section: string): string {
  return section.startsWith('https:') ? section : `https://fetch.spec.whatwg.org/#${section}`
}
