import { expect, test } from 'vitest'
import { CALLS } from '../../lab/calls/calls.ts'
import { compare, isAlike } from '../../lab/calls/compare.ts'
import { judge } from '../../lab/calls/judge.ts'
import { play } from '../../lab/page/calls/model.ts'
import type { ProfileName } from '../../src/browser/index.ts'

const PAGE = 'http://localhost:8787/calls'
const PROFILES: readonly ProfileName[] = ['spec', 'chromium', 'firefox', 'webkit']

let calls = 0
const nextUrl = (path: string): string => `http://127.0.0.1:8787${path}?call=${(++calls).toString(16).padStart(8, '0')}`

test('there are as many calls as a visitor looks at, and each has its own name', () => {
  expect(CALLS.length).toBeLessThanOrEqual(18)
  expect(new Set(CALLS.map(({ id }) => id)).size).toBe(CALLS.length)
})

test.each(PROFILES)('the model does every call as expected, as %s', async (profile) => {
  const ends = await Promise.all(
    CALLS.map(async (call) => {
      const url = nextUrl(call.send.path)
      const played = await play({ profile, page: PAGE }, call, url)
      return { id: call.id, ...judge({ call, url, ...played }) }
    }),
  )
  expect(ends.filter(({ agrees, surprises }) => !agrees || surprises.length > 0)).toEqual([])
})

test('the same call twice is alike, although its ids differ', async () => {
  for (const call of CALLS) {
    const [one, two] = [nextUrl(call.send.path), nextUrl(call.send.path)]
    // oxlint-disable-next-line no-await-in-loop
    const browser = await play({ profile: 'firefox', page: PAGE }, call, one)
    // oxlint-disable-next-line no-await-in-loop
    expect(isAlike(compare({ call, ...browser }, await play({ profile: 'webkit', page: PAGE }, call, two)))).toBe(true)
  }
})
