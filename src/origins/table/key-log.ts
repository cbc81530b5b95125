import { endKey, keyBytes } from './key.ts'

/** The keys of all entries, in the order of the entries, until their number is known. Strings are not kept. */
export interface KeyLog {
  readonly count: number
  /** The bytes of all records. */
  readonly byteLength: number
  /** Appends the key that was written last. */
  readonly append: (length: number) => void
  /** Writes one key after the other into `keyBytes`. */
  readonly each: (visit: (length: number) => void) => void
}

/** Small enough to be no loss for a small table, and large enough that the chunks of a large one are few. */
const CHUNK_BYTES = 2 ** 16
const MAX_RECORD_BYTES = 1100

/** Makes a log that grows without being copied. */
export function createKeyLog(): KeyLog {
  const chunks: { readonly bytes: Uint8Array; end: number }[] = []
  let last: (typeof chunks)[number] | undefined
  let count = 0
  let byteLength = 0
  return {
    get count() {
      return count
    },
    get byteLength() {
      return byteLength
    },
    append: (length) => {
      if (!last || last.end > CHUNK_BYTES - MAX_RECORD_BYTES)
        chunks.push((last = { bytes: new Uint8Array(CHUNK_BYTES), end: 0 }))
      const end = writeRecord(last.bytes, last.end, length)
      byteLength += end - last.end
      last.end = end
      count++
    },
    each: (visit) => {
      for (const { bytes, end } of chunks) {
        for (let at = 0; at < end;) {
          const length = lengthAt(bytes, at)
          at += headOf(length)
          for (let index = 0; index < length; index++) keyBytes[index] = bytes[at++]!
          endKey(length)
          visit(length)
        }
      }
    },
  }
}

/** Appends the key that was written last: its length, and its bytes. Returns the end of the record. */
export function writeRecord(bytes: Uint8Array, start: number, length: number): number {
  let at = start
  if (length > 127) {
    bytes[at++] = length | 128
    bytes[at++] = length >> 7
  } else bytes[at++] = length
  for (let index = 0; index < length; index++) bytes[at++] = keyBytes[index]!
  return at
}

/** The number of bytes of a record, for a key with that many bytes. */
export function recordBytes(length: number): number {
  return headOf(length) + length
}

/** Whether one of the records from `start` to `end` is the key that was written last. */
export function hasRecord(bytes: Uint8Array, start: number, end: number, length: number): boolean {
  for (let at = start; at < end;) {
    const found = lengthAt(bytes, at)
    at += headOf(found)
    if (found === length) {
      let index = 0
      while (index < length && bytes[at + index] === keyBytes[index]) index++
      if (index === length) return true
    }
    at += found
  }
  return false
}

/** A length below 128 is one byte. A longer one has the high bit, and its other bits in a second byte. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const length = bytes[at]!
  return length < 128 ? length : (length & 127) | (bytes[at + 1]! << 7)
}

function headOf(length: number): number {
  return length < 128 ? 1 : 2
}
