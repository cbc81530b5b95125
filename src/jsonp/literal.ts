/**
 * Data as a literal that is the same in JSON, in scripts of any age and in HTML.
 *
 * @returns `undefined` when the data is, or has, no JSON that is an object or an array
 */
export function toLiteral(data: unknown): string | undefined {
  const json = JSON.stringify(data)
  if (!/^[[{]/.test(json)) return
  return (
    json
      // In a script this name would set the prototype. Inside of a text, the first quote would have a backslash before it.
      .replaceAll(/([,{])("__proto__"):/g, '$1[$2]:')
      .replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${(65536 + sign.charCodeAt(0)).toString(16).slice(1)}`)
  )
}
