/**
 * The characters of origins with a domain or an IP address. Letters come first, because the search tries them in this
 * order, and a witness with letters reads best.
 */
export const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789-_.:/[]'

/** A regular expression as data. Nothing here ever becomes a RegExp, because its text comes from outside. */
export type Node =
  /** One character of the alphabet. `isDot`: the expression has an unescaped dot there. */
  | { readonly kind: 'character'; readonly of: string; readonly isDot: boolean }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }

/** One of the characters that a function accepts. */
export function characterOf(accepts: (character: string) => boolean, isDot: boolean = false): Node {
  return { kind: 'character', of: [...ALPHABET].filter(accepts).join(''), isDot }
}
