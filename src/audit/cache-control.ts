/**
 * Whether a `Cache-Control` asks shared caches to store an answer (RFC 9111, section 3). A `private` that names headers
 * keeps but these out.
 */
export function isShared(cacheControl: string | null | undefined): boolean {
  const directives = cacheControl?.toLowerCase() ?? ''
  return /\bpublic\b|\bs-maxage=0*[1-9]/.test(directives) && !/\b(no-store|private)\b(?!=)/.test(directives)
}
