import { quote } from '../../wording/quote.ts'
import { UsageError } from '../command/usage-error.ts'

/**
 * Reads the URL to probe.
 *
 * @throws {UsageError} if it is not one of HTTP
 */
export function readTarget(typed: string): URL {
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    // The value may have a password in it.
    const shown = quote(typed.replace(/\/\/[^/@]*@/, '//***@'))
    const way = /^[\w.-]+(:\d+)?(\/|$)/.test(typed)
      ? `Type https://${typed}`
      : 'Type corsage probe https://api.example.com/'
    throw new UsageError(`URL is ${shown}, expected one that begins with https:// or http://`, way)
  }
  url.hash = ''
  return url
}

/**
 * Reads an origin of `--origin`.
 *
 * @throws {UsageError} if browsers do not send it
 */
export function readOrigin(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (url && url.origin !== 'null' && /^https?:$/.test(url.protocol)) {
    if (url.origin === typed) return typed
    throw new UsageError(`--origin is ${quote(typed)}, which browsers do not send`, `Type --origin ${url.origin}`)
  }
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+$/.test(typed)) return typed
  throw new UsageError(
    `--origin is ${quote(typed)}, expected the origin of a page`,
    'Type --origin https://app.example.com',
  )
}
