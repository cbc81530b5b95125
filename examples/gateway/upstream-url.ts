/**
 * A segment of dots and blanks, perhaps with a parameter. Some servers take all of them for `..`: `..;x`, `.. `. A server
 * that parses a decoded path once more would end it at `?` or `#`.
 */
const DOTS = /^[\s.]+([;?#]|$)/

/** Backslashes, which some servers take for slashes, and control characters, which some remove. */
// oxlint-disable-next-line no-control-regex
const ODD = /[\\\u0000-\u001f\u007f]/

/**
 * The URL of the upstream that a request is for, or `undefined` if a server could read its path as one outside of the
 * base path. Such a path is refused and not repaired, because servers disagree about what it means.
 */
export function upstreamUrl(requestUrl: string, base: string): URL | undefined {
  // Not by `new URL()`, which would resolve `/%2e%2e/` before anybody sees it.
  const [, path = '', search = ''] = /^[^/]*\/\/[^/?#]*([^?#]*)(\?[^#]*)?/.exec(requestUrl) ?? []
  if (!staysInside(path)) return
  const url = new URL(base)
  // Set, not resolved: `//evil.example/` would be another server.
  url.pathname = url.pathname.replace(/\/$/, '') + (path || '/')
  url.search = search
  return url
}

/** Whether a path has no `..` in it, however often the servers behind decode it. */
function staysInside(path: string): boolean {
  let text: string
  try {
    text = decodeURIComponent(path)
  } catch {
    return false
  }
  for (let round = 0; round < 4; round++) {
    // Some servers replace full-width characters by those of ASCII.
    text = text.normalize('NFKC')
    if (ODD.test(text) || text.split('/').some((segment) => DOTS.test(segment))) return false
    const decoded = text.replaceAll(/%([0-7][\da-f])/gi, (_escaped, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    if (decoded === text) return true
    text = decoded
  }
  return false
}
