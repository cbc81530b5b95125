import { characterOf, type Node } from './node.ts'

/** An IPv4 address whose dots may be unescaped, in the notation of {@link notationOf}. */
const ADDRESS = /(?<![\w.-])\d{1,3}(?:[.~]\d{1,3}){3}(?![\w.~-])/g

/**
 * Takes the unescaped dots of an IPv4 address for dots. `0.0.0.0` in an expression also matches `0a0b0c0`, and nobody
 * has a domain whose name is one label, or whose last label begins with a digit.
 */
export function withAddresses(nodes: readonly Node[]): readonly Node[] {
  const notation = nodes.map(notationOf).join('')
  const escaped = new Set<number>()
  for (const { index, 0: address } of notation.matchAll(ADDRESS))
    for (let at = index; at < index + address.length; at++) if (notation[at] === '~') escaped.add(at)
  return escaped.size ? nodes.map((part, at) => (escaped.has(at) ? DOT : part)) : nodes
}

const DOT: Node = /* @__PURE__ */ characterOf((character) => character === '.')

/** One character for each part: itself, `~` for an unescaped dot, and a space for everything else. */
function notationOf(part: Node): string {
  if (part.kind !== 'character') return ' '
  return part.isDot ? '~' : part.of.length === 1 ? part.of : ' '
}
