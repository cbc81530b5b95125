import { issue, PolicyError } from '../../policy/issues.ts'

/** Where the fields of a table or of a filter begin, in words. The words before them are the same for both. */
export const FIELDS = 5

const MAGIC = 0x73726f63 // `cors`
const FORMAT = 1

/** What the bytes hold, as four ASCII letters: `otab` and `ofil`. */
export type Kind = 0x6261746f | 0x6c69666f

/**
 * Writes the words before the fields: a magic, the kind, the version of the format, the length and a checksum. After it,
 * the image is what `toBytes()` returns.
 */
export function seal(image: Uint32Array, kind: Kind): void {
  image.set([MAGIC, kind, FORMAT, image.byteLength, 0])
  image[4] = checksum(image)
}

/**
 * Reads what `toBytes()` returned. The bytes are used as they are if they begin at a multiple of four, because copying
 * them would double the memory.
 *
 * @throws {PolicyError} if the bytes are of another kind or version, incomplete or changed
 */
export function unseal(given: unknown, kind: Kind, refuse: Refuse): Uint32Array {
  const bytes = toBytes(given) ?? refuse('read them as an ArrayBuffer')
  const isAligned = bytes.byteOffset % 4 === 0
  const head = isAligned ? bytes : bytes.slice()
  // An incomplete word at the end is refused with the length.
  const image = new Uint32Array(head.buffer, head.byteOffset, head.byteLength >>> 2)
  const [magic, found, format, length, sum] = image
  if (magic !== MAGIC || found !== kind) refuse('they begin differently')
  if (format !== FORMAT) refuse(`their format is ${format}, not ${FORMAT}, so build them again`)
  if (length !== bytes.byteLength) refuse(`${length} bytes were written, and these are ${bytes.byteLength}`)
  if (sum !== checksum(image)) refuse('they have changed')
  return image
}

/** Why bytes cannot be read whose checksum is right: only a program that wrote them by itself can be the cause. */
export const MISFIT = 'their parts do not fit together'

/** Throws the error for bytes that cannot be read. */
export type Refuse = (why: string) => never

/** Makes the error for bytes that are not those that `writer` wrote. */
export function refusal(bytes: unknown, writer: string): Refuse {
  return (why) => {
    throw new PolicyError([issue('bytes-invalid', ['bytes'], bytes, `the bytes of ${writer}`, undefined, why)])
  }
}

/** A copy of the bytes, so that changing them later does not change the table. */
export function copyBytes(image: Uint32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(image.buffer, image.byteOffset, image.byteLength).slice()
}

function toBytes(given: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  // Not `instanceof`, because the buffer may come from another realm.
  return Object.prototype.toString.call(given) === '[object ArrayBuffer]'
    ? new Uint8Array(given as ArrayBuffer)
    : undefined
}

/**
 * Finds accidents: every change of one word changes the checksum, and of all other changes one in four thousand million is
 * missed. It finds no attack, because whoever can write the bytes can write the checksum.
 */
function checksum(image: Uint32Array): number {
  let sum = image[3]!
  for (let at = FIELDS; at < image.length; at++) {
    sum = Math.imul(sum ^ image[at]!, 0x9e3779b1)
    sum ^= sum >>> 15
  }
  return sum >>> 0
}
