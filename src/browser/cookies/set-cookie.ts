import { trimBlanks } from '../../fetch/header-names.ts'

/** What a line of `Set-Cookie` says. */
export interface SetCookie {
  /** Empty for a cookie without a name. */
  readonly name: string
  readonly value: string
  /** In lower case, without a leading dot; empty without one. */
  readonly domain: string
  /** Empty without one that begins with a slash. */
  readonly path: string
  /** The number of seconds to keep it, or a date, as they are written. */
  readonly maxAge: string | undefined
  readonly expires: string | undefined
  readonly isSecure: boolean
  readonly isHttpOnly: boolean
  readonly isPartitioned: boolean
  /** In lower case; `undefined` without one, and for a value that no standard knows. */
  readonly sameSite: 'none' | 'lax' | 'strict' | undefined
}

/** A longer value of an attribute is ignored. */
const MAX_ATTRIBUTE = 1024

/**
 * Reads a line of `Set-Cookie` (RFC 6265bis, section 5.6). Only its parts are read: whether a browser keeps the cookie is
 * for {@link keep} to say.
 */
export function parseSetCookie(line: string): SetCookie {
  const [pair = '', ...rest] = line.split(';')
  const [name, value] = splitPair(pair, 'value')
  const attributes = new Map<string, string>()
  for (const one of rest) {
    const [key, text] = splitPair(one, 'name')
    // The last of several counts.
    if (text.length <= MAX_ATTRIBUTE) attributes.set(key.toLowerCase(), text)
  }
  const sameSite = attributes.get('samesite')?.toLowerCase()
  const path = attributes.get('path') ?? ''
  return {
    name,
    value,
    domain: (attributes.get('domain') ?? '').replace(/^\.(?=.)/, '').toLowerCase(),
    path: path.startsWith('/') ? path : '',
    maxAge: attributes.get('max-age'),
    expires: attributes.get('expires'),
    isSecure: attributes.has('secure'),
    isHttpOnly: attributes.has('httponly'),
    isPartitioned: attributes.has('partitioned'),
    sameSite: sameSite === 'none' || sameSite === 'lax' || sameSite === 'strict' ? sameSite : undefined,
  }
}

/** Splits at the first equals sign. Without one, the whole is the value of a cookie, or the name of an attribute. */
function splitPair(text: string, whole: 'name' | 'value'): [name: string, value: string] {
  const at = text.indexOf('=')
  const bare = trimBlanks(text)
  if (at < 0) return whole === 'name' ? [bare, ''] : ['', bare]
  return [trimBlanks(text.slice(0, at)), trimBlanks(text.slice(at + 1))]
}
