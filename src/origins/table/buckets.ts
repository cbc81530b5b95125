import { FIELDS, type Kind, MISFIT, type Refuse, seal } from './image.ts'
import { keyWords } from './key.ts'
import { hasRecord, recordBytes, writeRecord } from './key-log.ts'
import type { Collected } from './read-entries.ts'
import { sipHash } from './sip-hash.ts'

/*
 * A table is an array of words: the fields, where the records of each bucket begin, and the records. The hash of a key
 * chooses its bucket. The records of a bucket follow each other, so that looking up costs two places in memory, where a
 * `Set` needs one more for each string.
 */

export const TABLE: Kind = 0x6261746f // `otab`

/** Fewer make a longer search, more make a larger table. With four, a record costs one byte more than itself. */
const KEYS_PER_BUCKET = 4
/** Room for 59 of the longest keys. The hash puts fewer than 30 into any bucket, so a longer one is an accident. */
const MAX_BUCKET_BYTES = 2 ** 16
/** Of the words after the fields, the first is where the records of the first bucket begin. */
const STARTS = FIELDS + 6

/** Finds keys in a table. */
export interface Buckets {
  readonly size: number
  readonly hasTenants: boolean
  /** Whether the table has the key that was written last. */
  readonly has: (length: number) => boolean
}

/** Lays out the keys. A key that is there twice is kept once. */
export function layOut({ keys, hasTenants }: Collected, [k0 = 0, k1 = 0]: Uint32Array): Uint32Array {
  const buckets = Math.ceil(keys.count / KEYS_PER_BUCKET) || 1
  const recordsAt = STARTS + buckets + 1
  const image = new Uint32Array(recordsAt + Math.ceil(keys.byteLength / 4))
  const starts = image.subarray(STARTS, recordsAt)
  const records = new Uint8Array(image.buffer, 4 * recordsAt)
  const bucketOf = (length: number): number => scale(sipHash(keyWords, length, k0, k1), buckets)
  keys.each((length) => {
    starts[bucketOf(length) + 1]! += recordBytes(length)
  })
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!
  const ends = starts.slice(0, buckets)
  let size = 0
  keys.each((length) => {
    const bucket = bucketOf(length)
    const end = ends[bucket]!
    if (hasRecord(records, starts[bucket]!, end, length)) return
    ends[bucket] = writeRecord(records, end, length)
    size++
  })
  const byteLength = size < keys.count ? closeGaps(records, starts, ends) : keys.byteLength
  const words = recordsAt + Math.ceil(byteLength / 4)
  const result = words < image.length ? image.slice(0, words) : image
  result.set([Number(hasTenants ?? false), size, k0, k1, buckets, byteLength], FIELDS)
  seal(result, TABLE)
  return result
}

/**
 * Reads the fields, and finds that no lookup can leave the records.
 *
 * @param refuse throws the error for bytes that do not fit together
 */
export function openBuckets(image: Uint32Array, refuse: Refuse): Buckets {
  const [tenants, size = 0, k0 = 0, k1 = 0, buckets = 0, byteLength = 0] = image.subarray(FIELDS, STARTS)
  const recordsAt = STARTS + buckets + 1
  if (!buckets || image.length !== recordsAt + Math.ceil(byteLength / 4)) refuse(MISFIT)
  const starts = image.subarray(STARTS, recordsAt)
  const records = new Uint8Array(image.buffer, image.byteOffset + 4 * recordsAt, byteLength)
  for (let bucket = 0; bucket < buckets; bucket++) {
    // A negative difference would be a bucket without end.
    const bytes = starts[bucket + 1]! - starts[bucket]!
    if (!(bytes >= 0 && bytes <= MAX_BUCKET_BYTES)) refuse(MISFIT)
  }
  if (starts[0] !== 0 || starts[buckets] !== byteLength) refuse(MISFIT)
  return {
    size,
    hasTenants: tenants === 1,
    has: (length) => {
      const bucket = scale(sipHash(keyWords, length, k0, k1), buckets)
      return hasRecord(records, starts[bucket]!, starts[bucket + 1]!, length)
    },
  }
}

/** Scales a hash of 32 bits to a number below `most`. The product may be rounded, but never up to 2^32 times `most`. */
export function scale(hash: number, most: number): number {
  return Math.floor((hash * most) / 2 ** 32)
}

/** Moves the records of all buckets together. Returns where they end. */
function closeGaps(records: Uint8Array, starts: Uint32Array, ends: Uint32Array): number {
  let at = 0
  ends.forEach((end, bucket) => {
    const start = starts[bucket]!
    records.copyWithin(at, start, end)
    starts[bucket] = at
    at += end - start
  })
  starts[ends.length] = at
  return at
}
