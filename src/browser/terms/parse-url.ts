/** The URL that a text is, or `undefined`; one parse, where `URL.canParse()` before would be a second. */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return
  }
}
