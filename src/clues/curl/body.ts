import { inCode } from '../../wording/code.ts'
import type { ClueCall } from '../call.ts'
import type { CurlArgument } from './arguments.ts'

export interface CurlBody {
  readonly body: ClueCall['body']
  /** The `Content-Type` that curl adds. */
  readonly type: string | undefined
  /** The data, if `-G` puts it into the URL. */
  readonly query: string | undefined
}

const DATA = new Set(['data', 'data-binary', 'data-raw', 'data-urlencode', 'json'])

/** The body that the options of a line make. */
export function bodyOf(options: readonly CurlArgument[], leftOut: string[]): CurlBody {
  const data = options.filter(({ effect }) => DATA.has(effect))
  const isForm = options.some(({ effect }) => effect === 'form')
  if (isForm) {
    leftOut.push('The parts of the form: only their `Content-Type` matters, and a page sends them by `FormData`.')
    return { body: 'unknown', type: 'multipart/form-data; boundary=corsage', query: undefined }
  }
  const upload = options.find(({ effect }) => effect === 'upload')
  if (upload) {
    leftOut.push(`The file ${inCode(upload.value)}, because no file is read.`)
    return { body: 'unknown', type: undefined, query: undefined }
  }
  if (!data.length) return { body: null, type: undefined, query: undefined }
  const parts = data.map(({ effect, value }) => partOf(effect, value, leftOut))
  const separator = data.some(({ effect }) => effect === 'json') ? '' : '&'
  const isKnown = parts.every((part) => part !== undefined)
  const text = parts.filter((part) => part !== undefined).join(separator)
  if (options.some(({ effect }) => effect === 'get')) return { body: null, type: undefined, query: text }
  const type = data.some(({ effect }) => effect === 'json') ? 'application/json' : 'application/x-www-form-urlencoded'
  return { body: isKnown ? { text } : 'unknown', type, query: undefined }
}

/** The data of one option; `undefined` for that of a file. */
function partOf(effect: string, value: string, leftOut: string[]): string | undefined {
  if (effect === 'data-urlencode') return encodedPart(value, leftOut)
  if (effect !== 'data-raw' && value.startsWith('@')) return ofFile(value.slice(1), leftOut)
  // Only `-d` leaves out line breaks, and only those of files.
  return value
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`. */
function encodedPart(value: string, leftOut: string[]): string | undefined {
  const [, name = '', sign, content = ''] = /^([^=@]*)([=@])([^]*)$/.exec(value) ?? []
  if (sign === '@') return ofFile(content, leftOut)
  if (sign === undefined) return encodeURIComponent(value)
  return name ? `${name}=${encodeURIComponent(content)}` : encodeURIComponent(content)
}

function ofFile(name: string, leftOut: string[]): undefined {
  leftOut.push(`The body in the file ${inCode(name)}, because no file is read.`)
  return undefined
}
