import { MAX_ORIGIN_BYTES } from '../../fetch/origin.ts'
import { isTenant } from '../rules.ts'

/** The bytes of the key that was written last: at most 1,096. No code waits between writing and reading them. */
export const keyBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(2048)
/** The same bytes as words. */
export const keyWords: Uint32Array = /* @__PURE__ */ new Uint32Array(/* @__PURE__ */ bufferOf(keyBytes))

const HTTPS = 'https://'
/** Stands before an origin that is not of `https`. No origin has this character. */
const OTHER_SCHEME = 1
/** Stands before a tenant. No origin has this character either. */
const BLANK = 32

function bufferOf(bytes: Uint8Array): ArrayBufferLike {
  return bytes.buffer
}

/**
 * Writes the key of an entry into `keyBytes`: the origin, without the `https://` that most origins begin with, and the
 * tenant. Different entries have different keys, whatever characters a tenant has.
 *
 * @param tenant `undefined` for an entry without a tenant
 * @returns the number of bytes, or 0 if no entry can have this tenant or this origin
 */
export function writeKey(tenant: string | undefined, origin: string): number {
  const { length } = origin
  if (length > MAX_ORIGIN_BYTES) return 0
  let at = 0
  let index = 0
  let signs = 0
  if (origin.startsWith(HTTPS)) index = HTTPS.length
  else keyBytes[at++] = OTHER_SCHEME
  for (; index < length; index++) {
    const code = origin.charCodeAt(index)
    // Negative for a character that the strict parser refuses, because it is not printable ASCII. One branch after the
    // loop takes less time than one for each character.
    signs |= (code - BLANK - 1) | (126 - code)
    keyBytes[at++] = code
  }
  if (signs < 0) return 0
  if (tenant !== undefined && (at = writeTenant(tenant, at)) === 0) return 0
  endKey(at)
  return at
}

/** Ends the last word of a key with zeros, as the hash expects it. There are four if the key ends with a word. */
export function endKey(at: number): void {
  keyBytes[at] = 0
  keyBytes[at + 1] = 0
  keyBytes[at + 2] = 0
  keyBytes[at + 3] = 0
}

/** Writes a tenant. Returns where it ends, or 0 if it is not the name of a tenant. */
function writeTenant(tenant: unknown, start: number): number {
  if (!isTenant(tenant)) return 0
  let at = start
  keyBytes[at++] = BLANK
  for (let index = 0; index < tenant.length; index++) {
    const code = tenant.charCodeAt(index)
    if (code < 128) keyBytes[at++] = code
    else {
      // Three bytes for each UTF-16 code unit, because UTF-8 would make all lone surrogates equal.
      keyBytes[at++] = 0xe0 | (code >>> 12)
      keyBytes[at++] = 0x80 | ((code >>> 6) & 63)
      keyBytes[at++] = 0x80 | (code & 63)
    }
  }
  return at
}
