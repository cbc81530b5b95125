/**
 * Writes data as a literal that means the same in JSON, in scripts of any ECMAScript version, and inside HTML.
 *
 * @returns `undefined` if the JSON of the data is not an object or an array
 */
export function toLiteral(data: unknown): string | undefined {
  const json = JSON.stringify(data)
  if (!/^[[{]/.test(json)) return
  return (
    json
      // In a script, the name `__proto__` would set the prototype, unless it is a computed name. The RegExp matches
      // names only, because inside a string the first quote would have a backslash before it.
      .replaceAll(/([,{])("__proto__"):/g, '$1[$2]:')
      .replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${(65536 + sign.charCodeAt(0)).toString(16).slice(1)}`)
  )
}
