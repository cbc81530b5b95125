/** The URL of a section of the Fetch standard. A section of another standard is a URL already. */
export function specUrl(section: string): string {
  return section.startsWith('https:') ? section : `https://fetch.spec.whatwg.org/#${section}`
}
