/**
 * What a value is, and what it has to look like once the URL parser has written it: that mends most faults, but takes
 * patterns and lists for names. Without a pattern, the kind is the type of the value.
 */
export type Rule = readonly [kind: string, pattern?: RegExp, example?: string]

/** The rules of all options. */
export const RULES: { readonly [option: string]: Rule } = {
  // What somebody adds to Object.prototype is no option.
  __proto__: null as never,
  self: ['origin', /^http[^*,]+$/, 'an origin like https://app.example.com'],
  trusted: ['origin', /^http(s|:\/\/localhost(:|$))[^*,]*$/, 'an origin like https://app.example.com'],
  missing: ['name', /^(deny-if-ambient|allow|deny)$/],
  methodOverride: ['boolean'],
  allowedHosts: ['host', /^[^*,]+$/, 'a host'],
  bypass: ['route', /^[A-Z-]+ \/[\w.~%@/-]*$/, 'like POST /a'],
  mode: ['name', /^(enforce|report)$/],
  onDeny: ['function'],
}

/** The value as it has to be written: itself, when it is right; `undefined` when nobody can tell. */
export function write([kind, pattern]: Rule, value: unknown): unknown {
  if (typeof value === kind) return value
  try {
    // What is no text has no methods of one, and ends below.
    const text = value as string
    const written =
      kind === 'name'
        ? text
        : kind === 'route'
          ? text.replace(/^\w+/, (method) => method.toUpperCase())
          : // The origin `null` has no other spelling.
            new URL(text.match(/:\/|^null$/) ? text : `https://${text}`)[kind as 'origin' | 'host']
    return pattern!.exec(written)![0]
  } catch {
    // It is of no such type, no text, or none that the pattern or the URL parser can read.
    return
  }
}
