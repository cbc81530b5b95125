import { buildFuse, type FuseShape, MAX_SEGMENT_LENGTH, mayHave, placeKey, slotsOf } from './fuse.ts'
import { FIELDS, type Kind, MISFIT, type Refuse, seal } from './image.ts'
import { keyWords } from './key.ts'
import type { Collected } from './read-entries.ts'
import { sipHash } from './sip-hash.ts'

/*
 * The bytes of a filter are words and numbers of 16 bits: the fields, the characters of the version, and the fingerprints.
 */

export const FILTER: Kind = 0x6c69666f // `ofil`

const AFTER_FIELDS = FIELDS + 10

/** What a filter says about itself. */
export interface FilterLabel {
  readonly version: string
  /** Milliseconds since 1970. */
  readonly builtAt: number
}

/** A filter that can be asked. */
export interface OpenFilter extends FilterLabel {
  readonly size: number
  readonly hasTenants: boolean
  /** Whether the filter may have the key that was written last. */
  readonly mayHave: (length: number) => boolean
}

/** Lays out a filter of the keys. */
export function layOutFilter(
  { keys, hasTenants }: Collected,
  { version, builtAt }: FilterLabel,
  [k0 = 0, k1 = 0]: Uint32Array,
): Uint32Array {
  const all = new Uint32Array(2 * keys.count)
  const both = new Uint32Array(2)
  let end = 0
  keys.each((length) => {
    all[end++] = sipHash(keyWords, length, k0, k1, both)
    all[end++] = both[1]!
  })
  const hashes = withoutDuplicates(all)
  const { shape, fingerprints } = buildFuse(hashes)
  const image = new Uint32Array(AFTER_FIELDS + Math.ceil((version.length + fingerprints.length) / 2))
  const { seed, segmentLength, segmentCount } = shape
  image.set(
    [Number(hasTenants ?? false), hashes.length / 2, k0, k1, seed, segmentLength, segmentCount, version.length],
    FIELDS,
  )
  image.set([builtAt, Math.floor(builtAt / 2 ** 32)], AFTER_FIELDS - 2)
  const numbers = new Uint16Array(image.buffer, 4 * AFTER_FIELDS)
  for (let index = 0; index < version.length; index++) numbers[index] = version.charCodeAt(index)
  numbers.set(fingerprints, version.length)
  seal(image, FILTER)
  return image
}

/** Reads the fields, and finds that no lookup can leave the fingerprints. */
export function openFilter(image: Uint32Array, refuse: Refuse): OpenFilter {
  const fields = image.subarray(FIELDS, AFTER_FIELDS)
  const [tenants, size = 0, k0 = 0, k1 = 0, seed = 0, segmentLength = 0, segmentCount = 0, characters = 0] = fields
  const [low = 0, high = 0] = fields.subarray(8)
  const shape: FuseShape = { seed, segmentLength, segmentCount }
  const slots = slotsOf(shape)
  const isPower = segmentLength > 0 && segmentLength <= MAX_SEGMENT_LENGTH && !(segmentLength & (segmentLength - 1))
  if (!isPower || !segmentCount || image.length !== AFTER_FIELDS + Math.ceil((characters + slots) / 2)) refuse(MISFIT)
  const numbers = new Uint16Array(image.buffer, image.byteOffset + 4 * AFTER_FIELDS, characters + slots)
  const fingerprints = numbers.subarray(characters)
  const both = new Uint32Array(2)
  const places = new Uint32Array(4)
  return {
    version: String.fromCharCode(...numbers.subarray(0, Math.min(characters, MAX_VERSION))),
    builtAt: high * 2 ** 32 + low,
    size,
    hasTenants: tenants === 1,
    mayHave: (length) => {
      sipHash(keyWords, length, k0, k1, both)
      placeKey(shape, both[0]!, both[1]!, places)
      return mayHave(fingerprints, places)
    },
  }
}

/** The most characters of a version. */
export const MAX_VERSION = 200

/** Sorts the hashes, and keeps one of those that are equal, because a filter cannot be built with two of them. */
function withoutDuplicates(hashes: Uint32Array): Uint32Array {
  // Without a function that compares, sorting a million is a matter of a tenth of a second.
  new BigUint64Array(hashes.buffer).sort()
  let end = 0
  for (let at = 0; at < hashes.length; at += 2) {
    if (end && hashes[at] === hashes[end - 2] && hashes[at + 1] === hashes[end - 1]) continue
    hashes[end++] = hashes[at]!
    hashes[end++] = hashes[at + 1]!
  }
  return hashes.subarray(0, end)
}
