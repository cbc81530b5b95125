import { visible } from './visible.ts'

const MAX_CHARACTERS = 99

/** A value as messages show it. Strings are quoted and cut, objects are named by their kind: `a RegExp`. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return visible(JSON.stringify(value.slice(0, MAX_CHARACTERS)))
  if (Object(value) !== value)
    return visible((typeof value === 'bigint' ? `${value}n` : String(value)).slice(0, MAX_CHARACTERS))
  const kind = visible(Object.prototype.toString.call(value).slice(8, -1).slice(0, MAX_CHARACTERS))
  // Not U, because it is "a URL" and "a Uint8Array".
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`
}
