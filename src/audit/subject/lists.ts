/** A list option as it was written, also if it is a single string; `[]` for a predicate and for an option that is left out. */
export function listOf(value: unknown): readonly string[] {
  return value === undefined || typeof value === 'function' ? [] : ([value].flat() as string[])
}

/** The path of an entry; the path of the option if that is a single string. */
export function pathOf(option: string, value: unknown, index: number): (string | number)[] {
  return Array.isArray(value) ? [option, index] : [option]
}
