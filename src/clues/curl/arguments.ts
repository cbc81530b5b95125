import { nearestName } from '../../policy/nearest-name.ts'
import { quote } from '../../wording/quote.ts'
import { visible } from '../../wording/visible.ts'
import { type CurlOption, type Effect, OPTION_NAMES, optionOf, optionOfLetter } from './options.ts'

/** An option of a line, with its value. */
export interface CurlArgument {
  readonly effect: Effect
  /** As it was written: `-d` or `--data`. */
  readonly written: string
  readonly value: string
}

/**
 * Splits the words of a line into options and URLs, as curl does.
 *
 * @throws {TypeError} for an option that curl does not have, or one without its value
 */
export function argumentsOf(words: readonly string[]): CurlArgument[] {
  const found: CurlArgument[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      found.push(...rest.splice(0).map((value): CurlArgument => ({ effect: 'url', written: value, value })))
    } else if (word.startsWith('--')) found.push(longArgument(word, rest))
    else if (word.startsWith('-') && word.length > 1) found.push(...letterArguments(word, rest))
    else found.push({ effect: 'url', written: word, value: word })
  }
  return found
}

function longArgument(word: string, rest: string[]): CurlArgument {
  // curl itself has no `--name=value`, but people write it.
  const [, name = '', joined] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? []
  const option = optionOf(name)
  if (!option) throw unknown(`--${name}`, name)
  if (!option.takesValue) return { effect: option.effect, written: `--${name}`, value: '' }
  return { effect: option.effect, written: `--${name}`, value: joined ?? valueOf(option, `--${name}`, rest) }
}

/** Letters may be joined, and a value may follow its letter at once: `-sXPUT`. */
function letterArguments(word: string, rest: string[]): CurlArgument[] {
  const found: CurlArgument[] = []
  for (let at = 1; at < word.length; at++) {
    const written = `-${word[at]}`
    const option = optionOfLetter(word[at]!)
    if (!option) throw unknown(written, '')
    if (option.takesValue) {
      const joined = word.slice(at + 1)
      return [...found, { effect: option.effect, written, value: joined || valueOf(option, written, rest) }]
    }
    found.push({ effect: option.effect, written, value: '' })
  }
  return found
}

function valueOf({ name }: CurlOption, written: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined) {
    const long = written.startsWith('--') ? '' : ` (--${name})`
    throw new TypeError(visible(`The option ${written}${long} of curl is the last word, expected its value after it`))
  }
  return value
}

function unknown(written: string, name: string): TypeError {
  const near = nearestName(name, OPTION_NAMES)
  const hint = near === undefined ? 'one of those of `curl --help all`, or the line without it' : `--${near}`
  return new TypeError(visible(`curl has no option ${quote(written)}, expected ${hint}`))
}
