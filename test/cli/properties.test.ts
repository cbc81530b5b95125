import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allFlags } from '../../src/cli/command/all-flags.ts'
import type { Command } from '../../src/cli/command/command.ts'
import { parse } from '../../src/cli/command/parse.ts'
import { UsageError } from '../../src/cli/command/usage-error.ts'
import { COMMANDS } from '../../src/cli/commands/table.ts'
import { sourceText } from '../../src/cli/modules/source-text.ts'
import type { Span } from '../../src/cli/output/line.ts'
import { printLines } from '../../src/cli/output/print.ts'
import { wrap } from '../../src/cli/output/wrap.ts'

describe.each(COMMANDS)('the parser of $name', (command) => {
  const flags = Object.entries(allFlags(command))
  const word = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.constantFrom('-', '--', '--=', '-=', '--no-json', '__proto__', '--__proto__', '--constructor=1'),
    fc.constantFrom(
      ...flags.flatMap(([name, { choices = [] }]) => [`--${name}`, `--${name}=`, `-${name}`, ...choices]),
    ),
  )

  test('reads or refuses every line, and says what to type', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(endOf(command, words)).toMatch(/^(help|flags: \d+|Type .|See .)/)
      }),
      { numRuns: 300 },
    )
  })

  test('reads the values of flags, in all their forms', () => {
    const positionals = Object.values(command.positionals).map(({ choices }) => choices?.[0] ?? 'file')
    const valued = flags.filter(([, { value }]) => value)
    const given = fc.record(
      Object.fromEntries(
        valued.map(([name, { choices, isRepeatable }]) => {
          const one = choices ? fc.constantFrom(...choices) : fc.string()
          return [name, isRepeatable ? fc.array(one) : one] as const
        }),
      ),
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(given, (values) => {
        const words = Object.entries(values).flatMap(([name, value]) =>
          [value].flat().map((one) => `--${name}=${one as string}`),
        )
        const read = parse(command, [...words, '--', ...positionals]).given
        expect(read.flags).toMatchObject(values)
        expect(Object.values(read.positionals)).toEqual(positionals)
      }),
      { numRuns: 100 },
    )
  })
})

/** How reading a line ends. Anything that is not a mistake of the line is thrown. */
function endOf(command: Command, words: readonly string[]): string {
  try {
    const { given, isHelp } = parse(command, words)
    return isHelp ? 'help' : `flags: ${Object.keys(given.flags).length}`
  } catch (error) {
    if (error instanceof UsageError) return error.way
    throw error
  }
}

const span = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.record({ style: fc.constantFrom('bold', 'red'), text: fc.string() }),
) as fc.Arbitrary<Span>

describe('lines', () => {
  test('are as wide as the terminal, except for long words, and lose nothing but spaces', () => {
    fc.assert(
      fc.property(
        fc.array(span),
        fc.integer({ min: 20, max: 80 }),
        fc.integer({ min: 0, max: 10 }),
        (spans, width, hang) => {
          const lines = wrap(spans, width, hang).map((pieces) => pieces.map(({ text }) => text))
          expect(
            lines.every(
              (pieces) => pieces.join('').trimEnd().length <= width || pieces.filter((one) => one !== ' ').length === 1,
            ),
          ).toBe(true)
          const words = (texts: readonly string[]): string => texts.join('').replaceAll(' ', '')
          const whole = wrap(spans, Infinity).flat()
          expect(words(lines.flat())).toBe(words(whole.map(({ text }) => text)))
        },
      ),
    )
  })

  test('have nothing invisible, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.array(span), fc.string({ unit: 'binary' }), (spans, text) => {
        const lines = [{ spans, hang: 2 }, { content: text }, { rendered: text }, text]
        const printed = printLines(lines, { hasColor: false, columns: 40 })
        expect(/[^\P{C}\n\t]|[\p{DI}\p{Zl}\p{Zp}]/u.exec(printed)).toBeNull()
      }),
    )
  })
})

test('a value as TypeScript is the value', () => {
  const value = fc.jsonValue({ maxDepth: 4 }).filter((one) => !JSON.stringify(one).includes('__proto__'))
  fc.assert(
    fc.property(value, (one) => {
      // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
      const evaluate = new Function(`return (${sourceText(one)})`) as () => unknown
      // JSON has no negative zero.
      expect(evaluate()).toEqual(JSON.parse(JSON.stringify(one)))
    }),
  )
})
