import { unsafeReason, type UnsafeHeader, type UnsafeReason } from '../../browser/request/safelist.ts'
import { combineLines, type HeaderList } from '../../browser/terms/header-list.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/**
 * Why headers make a preflight necessary, as parts of a sentence
 * (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 */
export function unsafeReasons(unsafe: readonly UnsafeHeader[], headers: HeaderList): string[] {
  const values = new Map(combineLines(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const reasons = unsafe.flatMap((header) => {
    const { name, reason } = header
    return reason === 'total-too-long' ? [] : [UNSAFE_REASONS[reason](header, values.get(name) ?? '')]
  })
  // The only reason that several headers share.
  const inTotal = unsafe.filter(({ reason }) => reason === 'total-too-long')
  const [first] = inTotal
  if (!first) return reasons
  const names = enumerate(inTotal.map(({ name }) => inCode(name)))
  return [...reasons, `the values of ${names} are ${first.bytes} bytes long together, and at most 1024 are safelisted`]
}

/** One row for each reason: a reason without one does not compile. */
const UNSAFE_REASONS: {
  readonly [Each in Exclude<UnsafeReason, 'total-too-long'>]: (header: UnsafeHeader, value: string) => string
} = {
  'not-in-safelist': ({ name }) => `the header ${inCode(name)} is not safelisted`,
  'value-too-long': ({ name, bytes }) => `${inCode(name)} is ${bytes} bytes long, and at most 128 are safelisted`,
  'unsafe-byte': ({ name }, value) => {
    const byte = [...value].find((each) => isUnsafeByte(name, each)) ?? ''
    return `${inCode(name)} contains ${inCode(byte)} (${hex(byte)}), which is not safelisted there`
  },
  'mime-parse-failure': ({ name }, value) => `${inCode(name)} is ${inCode(value)}, which is not a valid MIME type`,
  // `application/json` is why most calls need a preflight: an HTML form cannot send it.
  'mime-not-safelisted': ({ name }, value) =>
    `${inCode(name)} is ${inCode(value)}, which is not safelisted (\`text/plain\` and the types of forms are)`,
  'range-not-simple': ({ name }, value) =>
    `${inCode(name)} is ${inCode(value)}, which is not safelisted (one range with a start is, such as \`bytes=0-99\`)`,
}

/** A type has no unsafe bytes of its own, but the same ones as `accept`. */
function isUnsafeByte(name: string, byte: string): boolean {
  return unsafeReason([name === 'content-type' ? 'accept' : name, byte]) !== undefined
}

/** The number of a byte, as the standard writes it. */
function hex(character: string): string {
  return `0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
