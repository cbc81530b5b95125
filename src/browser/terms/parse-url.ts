/** Parses a URL, or returns `undefined`. `URL.canParse()` followed by `new URL()` would parse it twice. */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return
  }
}
