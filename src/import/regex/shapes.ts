import { REGISTRY_SUFFIX } from '../../policy/origins/public-suffixes.ts'
import { isLoopback } from '../../fetch/origin.ts'
import type { Node } from './node.ts'

const MAX_SHAPES = 1000
/** Classes with more characters, such as `\d`, are taken for "anything". */
const MAX_CHARACTERS = 9

/** What one alternative of an expression means by its literal characters. */
export interface Shape {
  readonly schemes: readonly string[]
  /** The literal domain at the end of the host, which is what was meant. Empty if the host ends with what varies. */
  readonly domain: string
  /** Whether something variable stands before the domain. */
  readonly isWild: boolean
  /** `''`, `:8080` or `:*`. */
  readonly port: string
}

/** Reads the alternatives of an expression. `undefined` if they are too many. */
export function shapesOf(part: Node): Shape[] | undefined {
  const texts = spell(part)
  return texts && [...new Set(texts.map((text) => text.replaceAll(/\*+(\.?)\.*/g, '*$1')))].map(shapeOf)
}

/**
 * Spells a part out: each alternative with its literal characters, and `*` for what varies. An unescaped dot is spelled
 * as the dot that was meant.
 */
function spell(part: Node): string[] | undefined {
  switch (part.kind) {
    case 'character':
      if (part.isDot) return ['.']
      return part.of.length > MAX_CHARACTERS ? ['*'] : [...part.of]
    case 'sequence':
      return part.nodes.reduce<string[] | undefined>((before, next) => join(before, spell(next)), [''])
    case 'choice':
      return atMost(part.nodes.map(spell))
    case 'repeat': {
      const { part: inner, least, most } = part
      const none = least ? [] : ['']
      if (most === 0) return ['']
      const last = inner.kind === 'character' && inner.of.length !== 1 ? ['*'] : spell(inner)
      // The last round stands before what follows the repetition.
      return most === 1 ? atMost([spell(inner), none]) : atMost([last?.map((text) => `*${text}`), none])
    }
    default:
      return ['']
  }
}

function join(before: string[] | undefined, after: string[] | undefined): string[] | undefined {
  if (!before || !after || before.length * after.length > MAX_SHAPES) return undefined
  return before.flatMap((start) => after.map((end) => start + end))
}

function atMost(lists: readonly (string[] | undefined)[]): string[] | undefined {
  const all = new Set<string>()
  for (const list of lists) {
    if (!list) return undefined
    for (const text of list) all.add(text)
  }
  return all.size > MAX_SHAPES ? undefined : [...all]
}

const SCHEMES = ['https', 'http']

function shapeOf(text: string): Shape {
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//.exec(text) ?? []
  const schemes = scheme ? [scheme] : text.startsWith('*') ? SCHEMES : []
  const [, host = '', port = ''] = /^(?:[^*[]*:\/\/)?(.*?)(:[\d*]+)?\/?$/.exec(text) ?? []
  const from = Math.max(host.lastIndexOf('*'), host.lastIndexOf('/')) + 1
  const tail = host.slice(from)
  const rest = from ? afterLabel(tail) : tail
  // What varies at the beginning of a label leaves the domain after the label. If only `com` is left, the whole was meant
  // to be the domain.
  const domain = rest && (tail.startsWith('.') || !from || !REGISTRY_SUFFIX.test(rest)) ? rest : tail
  return { schemes, domain, isWild: from > 0, port: port.includes('*') ? ':*' : port }
}

/** What follows the first dot. */
function afterLabel(tail: string): string {
  return tail.includes('.') ? tail.slice(tail.indexOf('.') + 1) : ''
}

/** The patterns that a shape means. None if a pattern cannot say it, as with any port of a domain. */
export function patternsOf({ schemes, domain, isWild, port }: Shape): string[] {
  if (!domain || (port === ':*' && !isLoopback(domain))) return []
  return schemes.map((scheme) => `${scheme}://${isWild ? '*.' : ''}${domain}${port}`)
}
