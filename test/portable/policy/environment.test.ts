import { describe, expect, it } from 'vitest'
import { csrf } from '../../../src/csrf/index.ts'
import { parseOrigins, PolicyError } from '../../../src/index.ts'
import { issuesOf } from '../support/faults.ts'

const PARSE = "parseOrigins(env.X ?? '')"
const QUOTES = 'remove the quotes'

/** Values of variables, and the words in the message that say what to write. */
const VALUES: readonly (readonly [value: string | undefined, wayOut: string])[] = [
  [undefined, PARSE],
  ['', PARSE],
  [' ', PARSE],
  [',', PARSE],
  ['https://a.example,https://b.example', PARSE],
  ['https://a.example https://b.example', PARSE],
  ['https://a.example,', PARSE],
  [',https://a.example', PARSE],
  ['https://a.example\n', '"https://a.example"'],
  ['"https://a.example"', QUOTES],
  ["'https://a.example'", QUOTES],
  ['"https://a.example,https://b.example"', QUOTES],
  ['["https://a.example"]', QUOTES],
  ['["https://a.example","https://b.example"]', QUOTES],
  ['https://a.example/', '"https://a.example"'],
  ['a.example', '"https://a.example"'],
]

function messagesOf(options: unknown): string[] {
  return issuesOf(options).map(({ message }) => message)
}

describe('a variable of the environment', () => {
  it.each(VALUES)('%j as origin names the way out', (value, wayOut) => {
    expect(messagesOf({ origin: value })).toEqual([expect.stringContaining(wayOut)])
  })

  it.each(VALUES)('%j in a list of origins names the way out', (value, wayOut) => {
    expect(messagesOf({ origin: [value] })).toEqual([expect.stringContaining(wayOut)])
  })

  it('that is missing does not change what is said about an option that was left out', () => {
    expect(messagesOf({})).toEqual([expect.stringContaining('sharing is a decision')])
  })

  it.each(['"https://a.example"', "'https://a.example'"])('%j has the origin in it', (value) => {
    expect(issuesOf({ origin: [value] })).toMatchObject([{ suggestion: 'https://a.example' }])
  })

  it.each(['https://a.example,https://b.example', 'https://a.example https://b.example'])(
    '%j as the own origins of a guard names the way out',
    (self) => {
      expect(() => csrf({ self })).toThrow(PARSE)
      expect(() => csrf({ self: 'https://a.example', trusted: [self] })).toThrow(PARSE)
    },
  )

  it.each<[string | undefined, string]>([
    [undefined, "?? ''"],
    ['"https://a.example"', QUOTES],
    ['["https://a.example","https://b.example"]', QUOTES],
  ])('%j in parseOrigins() names the way out', (value, wayOut) => {
    const messages = (): string[] => {
      try {
        return parseOrigins(value)
      } catch (error) {
        return (error as PolicyError).issues.map(({ message }) => message)
      }
    }
    expect(messages()).not.toEqual([])
    for (const message of messages()) expect(message).toContain(wayOut)
  })
})
