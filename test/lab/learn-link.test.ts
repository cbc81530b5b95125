import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Idea, isPossible, MAX_TEXT } from '../../lab/page/learn/idea.ts'
import { IDEAS } from '../../lab/page/learn/ideas.ts'
import { readLink, writeLink } from '../../lab/page/learn/link.ts'
import { fieldText } from '../../lab/page/scene/scene.ts'

const texts = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.webUrl(),
    fc.constantFrom('', '=', '%', '.', '#', '💐', '%zz'),
  )
  .map((text) => fieldText(text).slice(0, MAX_TEXT))
const stops: fc.Arbitrary<readonly [Idea, string]> = fc
  .constantFrom(...IDEAS)
  .chain((idea) =>
    fc.tuple(
      fc.constant(idea),
      idea.control.kind === 'text' ? texts : fc.constantFrom(...idea.control.choices.map(({ value }) => value)),
    ),
  )

test('a link gives back the idea and the value, also after a URL has had it', () => {
  fc.assert(
    fc.property(stops, ([idea, value]) => {
      const { hash } = new URL(`http://localhost/learn#${writeLink(idea, value)}`)
      expect(readLink(hash)).toEqual({ idea, value })
    }),
    { numRuns: 1000 },
  )
})

test('a link that was changed or cut off says so, or is another whole link', () => {
  const damages = fc.record({ at: fc.nat(60), deleted: fc.nat(20), inserted: fc.string({ maxLength: 5 }) })
  fc.assert(
    fc.property(stops, damages, ([idea, value], { at, deleted, inserted }) => {
      const whole = writeLink(idea, value)
      const damaged = whole.slice(0, at) + inserted + whole.slice(at + deleted)
      const read = readLink(damaged)
      expect(isPossible(read.idea.control, read.value)).toBe(true)
      const isName = damaged === '' || IDEAS.some(({ id }) => id === damaged.replace('#', ''))
      const isSame = read.idea === idea && read.value === value
      expect(read.problem !== undefined || isName || isSame).toBe(true)
      expect(read.problem === undefined || read.value === read.idea.first).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

describe('a damaged link', () => {
  const caching = IDEAS.find(({ id }) => id === 'caching')!

  test('with a value that was cut to another possible one', () => {
    const whole = writeLink(caching, '600')
    expect(readLink(whole).value).toBe('600')
    expect(readLink(whole.replace('600', '60'))).toMatchObject({ idea: caching, value: caching.first })
    expect(readLink(whole.replace('600', '60')).problem).toContain('damaged')
  })

  test.each(['constructor', '__proto__', 'nothing', '=', 'caching=', 'caching=600', 'caching=600.0', 'caching=%zz.1'])(
    '%s says so',
    (fragment) => {
      expect(readLink(fragment).problem).toContain('The link is damaged')
    },
  )

  test('a value that its maker could not choose is not taken', () => {
    expect(readLink(writeLink(caching, '61')).problem).toBeDefined()
    const [sameOrigin] = IDEAS
    expect(readLink(writeLink(sameOrigin!, 'x'.repeat(MAX_TEXT + 1))).problem).toBeDefined()
  })
})
