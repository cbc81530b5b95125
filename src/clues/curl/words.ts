import { quote } from '../../wording/quote.ts'

/** The shell for which a line was written. */
export type Shell = 'posix' | 'cmd'

/** An escape of `$'…'` (POSIX.1-2024, section 2.2.4), as Chromium writes it for characters beyond ASCII. */
const ANSI_ESCAPE = /\\(?:u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|x([\da-fA-F]{1,2})|([0-7]{1,3})|c(.)|([^]))/g
const ANSI_LETTERS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  E: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Where a shell writes what a command prints: `2>&1`, `> /dev/null`. The command does not get it. */
const REDIRECTION = /^\d?>>?(?:&\d| ?[^\s|;&<>'"]+)/

/** `^` escapes and continues lines in cmd.exe only, where `\` ends a line in no shell but POSIX ones. */
export function shellOf(line: string): Shell {
  if (/\^"|\^\r?\n|\^\$|\^%\^/.test(line)) return 'cmd'
  return 'posix'
}

/**
 * The words of a command line, without running anything: variables and substitutions stay as they are written.
 *
 * @throws {TypeError} for a quote that is not closed
 */
export function wordsOf(line: string, shell: Shell): Command {
  return shell === 'cmd' ? { words: wordsOfCmd(line), output: '' } : wordsOfPosix(line)
}

/** The words of a command, and the text after it, which is usually what it printed. */
export interface Command {
  readonly words: readonly string[]
  readonly output: string
}

function wordsOfPosix(line: string): Command {
  const upTo = (end: number): Command => ({ words, output: line.slice(end).replace(/^[^\n]*\n?/, '') })
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!
    if (character === "'") {
      const end = endOf(line, "'", at)
      word = (word ?? '') + line.slice(at + 1, end)
      at = end
    } else if (character === '$' && line[at + 1] === "'") {
      const end = endOfEscaped(line, "'", at + 1)
      word = (word ?? '') + line.slice(at + 2, end).replaceAll(ANSI_ESCAPE, unescapeAnsi)
      at = end
    } else if (character === '"') {
      const end = endOfEscaped(line, '"', at)
      // A backslash escapes these four, and joins lines (section 2.2.3).
      word = (word ?? '') + line.slice(at + 1, end).replaceAll(/\\(["\\$`])|\\\r?\n/g, '$1')
      at = end
    } else if (character === '\\') {
      const isLineEnd = line[at + 1] === '\n' || line.startsWith('\r\n', at + 1)
      if (!isLineEnd) word = (word ?? '') + (line[at + 1] ?? '')
      at += line[at + 1] === '\r' && isLineEnd ? 2 : 1
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
      // A line without a backslash at its end is the end of the command. Forms lose the backslashes before more options.
      if (character === '\n' && words.length > 1 && !/^\s*--?[A-Za-z]/.test(line.slice(at, at + 200))) return upTo(at)
    } else if (word === undefined && REDIRECTION.test(line.slice(at, at + 300))) {
      at += REDIRECTION.exec(line.slice(at, at + 300))![0].length - 1
    } else if (word === undefined && /[;&|<>#]/.test(character)) return upTo(at)
    else word = (word ?? '') + character
  }
  return { words: word === undefined ? words : [...words, word], output: '' }
}

function unescapeAnsi(
  _whole: string,
  u?: string,
  long?: string,
  x?: string,
  octal?: string,
  control?: string,
  other?: string,
): string {
  const hex = u ?? long ?? x
  if (hex !== undefined) return fromCode(Number.parseInt(hex, 16))
  if (octal !== undefined) return fromCode(Number.parseInt(octal, 8))
  if (control !== undefined) return fromCode(control.charCodeAt(0) & 0x1f)
  return ANSI_LETTERS[other!] ?? (/["'\\?]/.test(other!) ? other! : `\\${other}`)
}

function fromCode(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD'
}

/**
 * cmd.exe first removes carets, and then curl.exe splits the line as programs with Microsoft's C library do: in quotes,
 * `\"` and `""` are a quote.
 */
function wordsOfCmd(line: string): string[] {
  const plain = withoutCarets(line)
  const words: string[] = []
  let word: string | undefined
  let isQuoted = false
  for (let at = 0; at < plain.length; at++) {
    const character = plain[at]!
    const [slashes] = /^\\*(?=")/.exec(plain.slice(at, at + 64)) ?? ['']
    if (slashes) {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes.length / 2))
      at += slashes.length - 1
      if (slashes.length % 2) {
        word += '"'
        at++
      }
    } else if (character === '"') {
      const isDoubled = isQuoted && plain[at + 1] === '"'
      word = (word ?? '') + (isDoubled ? '"' : '')
      if (isDoubled) at++
      else isQuoted = !isQuoted
    } else if (!isQuoted && /\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (!isQuoted && word === undefined && /[&|<>]/.test(character)) break
    else word = (word ?? '') + character
  }
  if (isQuoted) throw unclosed('"')
  return word === undefined ? words : [...words, word]
}

/** A caret before a line break joins two lines; two line breaks after it are a line break. `%%` and `^%^` are `%`. */
function withoutCarets(line: string): string {
  return line.replaceAll(/\^(?:(\r?\n)\r?\n|\r?\n|([^]))/g, (_, doubled?: string, escaped?: string) =>
    doubled === undefined ? (escaped ?? '') : '\n',
  )
}

function endOf(line: string, mark: string, from: number): number {
  const end = line.indexOf(mark, from + 1)
  if (end < 0) throw unclosed(mark)
  return end
}

function endOfEscaped(line: string, mark: string, from: number): number {
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === mark) return at
  }
  throw unclosed(mark)
}

function unclosed(mark: string): TypeError {
  return new TypeError(`The line has ${quote(mark)} without an end, expected the whole line in its quotes`)
}
