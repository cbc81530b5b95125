import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readText, ROOT } from './project.ts'

const FILES = globSync('{src,adapters}/**/*.ts', { cwd: ROOT })

/** A RegExp literal, where an expression can begin. */
const LITERAL =
  /(?<=(?:[=(,:[!&|?{};>]|\breturn|^)\s*)\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/*\\[\n])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])*)\/([dgimsuvy]*)/gm

interface Found {
  readonly file: string
  readonly regexp: RegExp
}

/** The RegExp of a literal without its flag `g`, or nothing for the start of a string that looks like one. */
function compiled(source: string, flags: string): RegExp[] {
  try {
    return [new RegExp(source, flags.replace('g', ''))]
  } catch {
    return []
  }
}

const FOUND: readonly Found[] = FILES.flatMap((file) => {
  const code = readText(file).replaceAll(/^\s*(\/\*[^]*?\*\/|\/\/.*)$/gm, '')
  const literals = Array.from(code.matchAll(LITERAL), ([, source = '', flags = '']) => compiled(source, flags))
  return literals.flat().map((regexp) => ({ file, regexp }))
})

/** Characters that make the loops of a RegExp go on: each class of characters has one of them. */
const CHARACTERS = ['a', 'A', '0', '.', '-', '_', ' ', ',', '/', ':', '"', '\\', '*', '\n', '%', ';', '\u202E']

/** Words in a RegExp, which a hostile string can repeat so that it starts again and again. */
function wordsOf({ source }: RegExp): string[] {
  const plain = source.replaceAll(/\\([^\w])/g, '$1').replaceAll(/\\[a-z]/gi, 'a')
  return [...new Set(plain.match(/[\w-]+[:.=]?|[:.;=,"*/]+/g))]
}

/** Strings of about `length` characters. The RegExp gets far in some of them, and fails at the end of others. */
function attacks(regexp: RegExp, length: number): string[] {
  const words = wordsOf(regexp)
  const [first = ''] = words
  const pieces = [...CHARACTERS, ...words, ...words.map((word) => `${word} `), `${first}${words[1] ?? ''}`]
  return pieces.filter(Boolean).flatMap((piece) => {
    const body = piece.repeat(Math.ceil(length / piece.length))
    return [body, `${first}${body}\n!`]
  })
}

function leastTime(regexp: RegExp, text: string): number {
  let least = Infinity
  for (let tries = 0; tries < 3; tries++) {
    const start = performance.now()
    text.replace(regexp, '')
    least = Math.min(least, performance.now() - start)
  }
  return least
}

const SIZE = 5000

/** RegExps that backtrack only over a short string: the name of a host, which has at most 253 characters … */
const BOUNDED = new Set([String.raw`/([a-z\d-]+\.)+[a-z]{2,}/`])

/** … and the first line of what signatures are compared with, which has a few words of our own. */
const BOUNDED_FILE = 'src/explain/answered/signatures.ts'

test('this test finds the RegExps', () => {
  expect(FOUND.length).toBeGreaterThan(80)
  expect(FOUND.map(({ regexp }) => regexp.source)).toContain('^(connect|trace|track)$')
})

// A RegExp that backtracks takes 16 times as long for a string that is four times as long: here, some 100 ms and more.
const CASES = FOUND.map(({ file, regexp }) => [file, String(regexp), regexp] as const)

const UNBOUNDED = CASES.filter(([file, source]) => file !== BOUNDED_FILE && !BOUNDED.has(source))

test.each(UNBOUNDED)('%s: %s takes linear time', (_file, _source, regexp) => {
  const small = attacks(regexp, SIZE)
  const large = attacks(regexp, 4 * SIZE)
  const slow = large.filter((text, at) => {
    const limit = (): number => 8 * leastTime(regexp, small[at]!) + 5
    return leastTime(regexp, text) > 5 && leastTime(regexp, text) > limit()
  })
  expect(slow.map((text) => text.slice(0, 50))).toEqual([])
})
