import { nameText, sourceText } from '../../../src/cli/modules/source-text.ts'
import { visible } from '../../../src/wording/visible.ts'
import { readLiteral } from '../model/literal.ts'
import { readPolicy } from '../model/policy.ts'
import { type Token, tokensOf } from '../model/tokens.ts'

/** A policy as TypeScript, and the comments before and behind it. */
export interface Formatted {
  readonly head: readonly string[]
  readonly options: string
  readonly tail: readonly string[]
}

type Node = string | Group

interface Group {
  readonly isList: boolean
  readonly parts: readonly Part[]
  /** The comments behind the last part. */
  readonly tail: readonly string[]
}

interface Part {
  readonly comments: readonly string[]
  readonly name: string | undefined
  readonly value: Node
  /** The comments in its line. */
  readonly after: readonly string[]
}

/** The longest list on one line. */
const WIDTH = 100

/**
 * Writes a policy anew, with its comments. Every value is the one that the lab has read, so that the program does what the
 * lab shows, whatever the text would mean to a compiler. A line separator could end a comment there, for example.
 *
 * @throws {TextProblem} if the text cannot be read
 */
export function formatPolicy(text: string): Formatted {
  const { value, placeOf } = readPolicy(text)
  const { start, end } = placeOf([])!
  const root = new Reader(text.slice(start, end)).read(value)
  return {
    head: commentsOf(text.slice(0, start)),
    options: print(root, 0),
    tail: commentsOf(text.slice(end)),
  }
}

function commentsOf(text: string): string[] {
  return tokensOf(text).flatMap(({ kind, text: comment }) => (kind === 'comment' ? commentText(comment) : []))
}

/** A comment in which every character is visible, because some end a comment, and others reorder it. */
function commentText(text: string): string {
  const lines = text.split('\n').map((line) => visible(line.replaceAll('\t', ' ').trim()))
  return lines.join('\n')
}

/** Reads the tokens of a literal that has been read already. */
class Reader {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  read(value: unknown): Node {
    const open = this.#tokens[this.#at++]!.text
    if (open !== '{' && open !== '[') return sourceText(value)
    const isList = open === '['
    // A name that is there twice counts once, as the last one.
    const parts = new Map<string | number, Part>()
    for (;;) {
      const comments = this.#comments()
      if (/^[\]}]$/.test(this.#tokens[this.#at]!.text)) {
        this.#at++
        return { isList, parts: [...parts.values()], tail: comments }
      }
      const name = isList ? undefined : this.#name(comments)
      const key = name ?? parts.size
      const member = this.read((value as Record<string | number, unknown>)[key])
      parts.set(key, { comments, name, value: member, after: this.#commentsAfter() })
    }
  }

  #name(comments: string[]): string {
    const { text } = this.#tokens[this.#at++]!
    comments.push(...this.#comments())
    // The colon.
    this.#at++
    comments.push(...this.#comments())
    return /^["']/.test(text) ? String(readLiteral(text).value) : text
  }

  #comments(isInLine: boolean = false): string[] {
    const found: string[] = []
    for (;;) {
      const token = this.#tokens[this.#at]
      if (token?.kind !== 'comment' || (isInLine && this.#beginsLine(token))) return found
      found.push(commentText(token.text))
      this.#at++
    }
  }

  #beginsLine({ start }: Token): boolean {
    return this.#text.slice(this.#tokens[this.#at - 1]?.end ?? 0, start).includes('\n')
  }

  #commentsAfter(): string[] {
    const before = this.#comments()
    if (this.#tokens[this.#at]?.text !== ',') return before
    this.#at++
    return [...before, ...this.#comments(true)]
  }
}

function print(node: Node, indent: number): string {
  if (typeof node === 'string') return node
  const { isList, parts, tail } = node
  const [open, close] = isList ? '[]' : '{}'
  if (!parts.length && !tail.length) return `${open}${close}`
  const texts = parts.map(
    ({ name, value }) => `${name === undefined ? '' : `${nameText(name)}: `}${print(value, indent + 2)}`,
  )
  const line = `[${texts.join(', ')}]`
  const isPlain = !tail.length && parts.every(({ comments, after }) => !comments.length && !after.length)
  if (isList && isPlain && !line.includes('\n') && line.length + indent <= WIDTH) return line
  const margin = ' '.repeat(indent)
  const aligned = (comment: string): string => comment.replaceAll('\n', `\n${margin}   `)
  const lines = parts.flatMap(({ comments, after: [first, ...others] }, at) => {
    const own = `${texts[at]!},${first === undefined ? '' : ` ${aligned(first)}`}`
    return comments.map(aligned).concat(own, others.map(aligned))
  })
  // The lines of a list or an object inside have their margin.
  const indented = lines.concat(tail.map(aligned)).map((one) => `${margin}  ${one}`)
  return [open, ...indented, `${margin}${close}`].join('\n')
}
