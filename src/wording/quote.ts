import { visible } from './visible.ts'

const MAX_CHARACTERS = 99

/** A value as messages show it: a string in double quotes and cut short, any other object by its kind. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return visible(JSON.stringify(value.slice(0, MAX_CHARACTERS)))
  return Object(value) === value ? Object.prototype.toString.call(value).slice(8, -1) : String(value)
}
