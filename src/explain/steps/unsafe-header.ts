import { unsafeReason, type UnsafeHeader } from '../../browser/request/safelist.ts'
import { getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** Why headers are not CORS-safelisted, so that the browser sends a preflight. */
export function unsafeReasons(unsafe: readonly UnsafeHeader[], headers: HeaderList): string[] {
  const inTotal = unsafe.filter(({ reason }) => reason === 'total-too-long')
  const reasons = unsafe.filter((header) => !inTotal.includes(header)).map((header) => unsafeWords(header, headers))
  const [first] = inTotal
  if (!first) return reasons
  const names = enumerate(inTotal.map(({ name }) => inCode(name)))
  return [...reasons, `the values of ${names} are ${first.bytes} bytes together, and at most 1024 are safelisted`]
}

function unsafeWords({ name, reason, bytes }: UnsafeHeader, headers: HeaderList): string {
  const value = getHeader(headers, name) ?? ''
  switch (reason) {
    case 'value-too-long':
      return `${inCode(name)} is ${bytes} bytes, and at most 128 are safelisted`
    case 'unsafe-byte': {
      const isUnsafe = (byte: string): boolean =>
        unsafeReason([name === 'content-type' ? 'accept' : name, byte]) !== undefined
      const byte = [...value].find(isUnsafe) ?? ''
      return `${inCode(name)} holds ${inCode(byte)} (${hex(byte)}), which is not safelisted there`
    }
    case 'mime-parse-failure':
      return `${inCode(name)} is ${inCode(value)}, which is no type`
    case 'mime-not-safelisted':
      return `${inCode(name)} is ${inCode(value)}, which is not safelisted as forms and plain text are`
    case 'range-not-simple':
      return `${inCode(name)} is ${inCode(value)}, and only \`bytes=\` with a start is safelisted`
    default:
      return `the header ${inCode(name)} is not safelisted`
  }
}

/** The number of a byte, as the standard writes it. */
function hex(character: string): string {
  return `0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
