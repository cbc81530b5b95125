import { scale } from './buckets.ts'

/*
 * A binary fuse filter with fingerprints of 16 bits (https://arxiv.org/abs/2201.01174). A key has a place in three
 * segments that follow each other, and belongs to the filter if the three numbers there, combined by XOR, are its
 * fingerprint. That of a stranger is by chance: once in 65,536.
 */

/** What the places of a key depend on. */
export interface FuseShape {
  /** Chosen so that the filter could be built. */
  readonly seed: number
  /** A power of two, at most 65,536. */
  readonly segmentLength: number
  readonly segmentCount: number
}

export const MAX_SEGMENT_LENGTH = 65_536

/** One attempt in ten fails for small filters, and far fewer for large ones. */
const MAX_ATTEMPTS = 100

/** How many numbers a filter has: the last two segments only hold second and third places. */
export function slotsOf({ segmentLength, segmentCount }: FuseShape): number {
  return (segmentCount + 2) * segmentLength
}

/** Finds the places and the fingerprint of the key with this hash, and writes them into `places`. */
export function placeKey(
  { seed, segmentLength, segmentCount }: FuseShape,
  first: number,
  second: number,
  places: Uint32Array,
): void {
  const high = mix(first ^ seed)
  const low = mix(second ^ high)
  const place = scale(high >>> 0, segmentCount * segmentLength)
  places[0] = place
  places[1] = (place + segmentLength) ^ (low & (segmentLength - 1))
  places[2] = (place + 2 * segmentLength) ^ ((low >>> 16) & (segmentLength - 1))
  places[3] = (high ^ low) & 0xffff
}

/** Whether a key may be in a filter. It is certainly not if this returns `false`. */
export function mayHave(fingerprints: Uint16Array, places: Uint32Array): boolean {
  return numbersAt(fingerprints, places) === places[3]
}

/**
 * Builds a filter. Each attempt has another seed, because a seed may bring keys together that cannot be told apart.
 *
 * @param hashes both halves of the hash of each key, without duplicates
 */
export function buildFuse(hashes: Uint32Array): { readonly shape: FuseShape; readonly fingerprints: Uint16Array } {
  for (let seed = 0; seed < MAX_ATTEMPTS; seed++) {
    const shape = { seed, ...segmentsFor(hashes.length / 2) }
    const fingerprints = new Uint16Array(slotsOf(shape))
    if (fill(fingerprints, hashes, shape)) return { shape, fingerprints }
  }
  throw new Error(`No filter was found in ${MAX_ATTEMPTS} attempts`)
}

/** The sizes that the authors of the filter found by experiment, with at least 12.5 % more numbers than keys. */
function segmentsFor(size: number): Pick<FuseShape, 'segmentLength' | 'segmentCount'> {
  const keys = Math.max(size, 10)
  const segmentLength = Math.min(2 ** Math.floor(Math.log(keys) / Math.log(3.33) + 2.25), MAX_SEGMENT_LENGTH)
  const slots = keys * Math.max(1.125, 0.875 + (0.25 * Math.log(1e6)) / Math.log(keys))
  return { segmentLength, segmentCount: Math.max(Math.ceil(slots / segmentLength) - 2, 1) }
}

/** Peels the keys off one by one: each has a place that no later key has, where its number can be chosen freely. */
function fill(fingerprints: Uint16Array, hashes: Uint32Array, shape: FuseShape): boolean {
  const size = hashes.length / 2
  const slots = fingerprints.length
  const places = new Uint32Array(4)
  /** How many of the keys that are left have that place, and the XOR of their numbers. */
  const counts = new Uint16Array(slots)
  const keysAt = new Uint32Array(slots)
  const place = (key: number): void => placeKey(shape, hashes[2 * key]!, hashes[2 * key + 1]!, places)
  for (let key = 0; key < size; key++) {
    place(key)
    for (let index = 0; index < 3; index++) {
      counts[places[index]!]!++
      keysAt[places[index]!]! ^= key
    }
  }
  /** Places of a single key. */
  const single = new Uint32Array(slots)
  let singles = 0
  for (let slot = 0; slot < slots; slot++) if (counts[slot] === 1) single[singles++] = slot
  const order = new Uint32Array(size)
  const freeSlots = new Uint32Array(size)
  let peeled = 0
  while (singles > 0) {
    const slot = single[--singles]!
    if (counts[slot] !== 1) continue
    const key = keysAt[slot]!
    order[peeled] = key
    freeSlots[peeled++] = slot
    place(key)
    for (let index = 0; index < 3; index++) {
      const other = places[index]!
      keysAt[other]! ^= key
      if (--counts[other]! === 1) single[singles++] = other
    }
  }
  if (peeled < size) return false
  while (peeled-- > 0) {
    place(order[peeled]!)
    // The number at the free place is still 0.
    fingerprints[freeSlots[peeled]!] = places[3]! ^ numbersAt(fingerprints, places)
  }
  return true
}

function numbersAt(fingerprints: Uint16Array, places: Uint32Array): number {
  return fingerprints[places[0]!]! ^ fingerprints[places[1]!]! ^ fingerprints[places[2]!]!
}

/** The last steps of MurmurHash3, which spread every bit over all others. */
function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
