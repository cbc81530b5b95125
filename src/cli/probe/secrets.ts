import type { Header } from '../../browser/index.ts'
import { isToken } from '../../fetch/token.ts'
import { quote } from '../../wording/quote.ts'
import { UsageError } from '../command/usage-error.ts'

/** What stands for a secret in all outputs. */
export const MASK = '***'

/** Shorter values, such as `true`, are masked in their own header only: elsewhere they are words like others. */
const SHORTEST = 6

const FORM = `Type -H 'Cookie: session=…'`

/**
 * Reads the header lines of `-H`. The messages have no values, because they are secrets.
 *
 * @throws {UsageError} for a line that is not a header, or that the probe sets itself
 */
export function readHeaderLines(lines: readonly string[]): Header[] {
  return lines.map((line, at) => {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    const which = `-H number ${at + 1}`
    if (!isToken(name)) throw new UsageError(`${which} is not a header, expected a name, a colon and a value`, FORM)
    if (/^(origin|host|connection|content-length|transfer-encoding|access-control-request-.*)$/i.test(name))
      throw new UsageError(`${which} is ${quote(name)}, which the probe sets itself`, FORM)
    const value = line.slice(colon + 1).trim()
    if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(value))
      throw new UsageError(`${which} (${name}) has a character that no header can have`, FORM)
    return [name, value]
  })
}

/** The header for a user and a password in a URL, which `fetch()` refuses and command lines have. */
export function basicAuth({ username, password }: URL): Header[] {
  if (!username && !password) return []
  const bytes = new TextEncoder().encode(`${decode(username)}:${decode(password)}`)
  return [['Authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`]]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Names of parameters of a URL whose values are secrets. */
const SECRET_PARAMETER = /token|key|secret|passw|pwd|auth|session|sig|code|jwt|credential/i

/** A URL as people may read it: without user and password, and without the values of secret parameters. */
export function maskUrl(url: URL): string {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  return copy.href.replaceAll(/([?&])([^=&#]*)=([^&#]*)/g, (all, start: string, name: string) =>
    SECRET_PARAMETER.test(name) ? `${start}${name}=${MASK}` : all,
  )
}

/** The values of a header line: of each cookie, and of a token without its scheme. */
function secretsIn([name, value]: Header): string[] {
  const parts =
    name.toLowerCase() === 'cookie'
      ? value.split(/;\s*/).map((pair) => pair.replace(/^[^=]*=/, ''))
      : [value.replace(/^\S+\s+/, '')]
  return [value, ...parts, ...parts.map((part) => part.replaceAll('"', ''))]
}

/** Replaces secrets in strings, in which a server may have repeated them. */
export function masker(url: URL, headers: readonly Header[]): (text: string) => string {
  const parameters = [...url.searchParams].flatMap(([name, value]) => (SECRET_PARAMETER.test(name) ? [value] : []))
  const plain = [...headers.flatMap(secretsIn), ...parameters, decode(url.username), decode(url.password)]
  const secrets = [...new Set(plain.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((secret) => secret.length >= SHORTEST)
    .toSorted((one, other) => other.length - one.length)
  // In any case, because servers write names in lower case.
  const pattern = new RegExp(
    secrets.map((secret) => secret.replaceAll(/[^\w]/g, String.raw`\$&`)).join('|') || '(?!)',
    'gi',
  )
  return (text) => text.replace(pattern, MASK)
}
