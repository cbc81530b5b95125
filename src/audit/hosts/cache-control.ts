/**
 * Whether a `Cache-Control` asks shared caches to store an answer (RFC 9111, section 3). A `private` that names headers
 * keeps only these headers out. A targeted field is for shared caches alone, so its `max-age` is too (RFC 9213).
 */
export function isShared(cacheControl: string | null | undefined, isTargeted = false): boolean {
  const directives = cacheControl?.toLowerCase() ?? ''
  const storing = isTargeted ? /\bpublic\b|max-?age=0*[1-9]/ : /\bpublic\b|\bs-maxage=0*[1-9]/
  return storing.test(directives) && !/\b(no-store|private)\b(?!=)/.test(directives)
}
