import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { type Answer, grantsMore } from './support/answer.ts'
import { differencesOf } from './support/compare.ts'
import { UPSTREAM } from './support/data.ts'
import { expectedOf } from './support/expected.ts'
import { TABLE_REQUESTS, TABLES, TWO_COOKIES, TWO_METHODS } from './support/tables.ts'
import { isInstalled, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

/** These differ from others only in what has nothing to do with tables. */
const LIKE_OTHERS = /^nginx$|database$/
const REFUSED = /^nginx cookieless/

function casesFor(target: string): string[] {
  const names = Object.keys(TABLES).filter((name) => !REFUSED.test(`${target} ${name}`))
  return LIKE_OTHERS.test(target) ? names.slice(0, 2) : names
}

/** Some servers do not take a path with a NUL, or with more ".." than names. */
function isOwnRefusal({ status, upstream: reached, ac }: Answer): boolean {
  return (status === 400 || status === 404) && !reached && Object.keys(ac).length === 0
}

describe.each(TARGETS.filter(isInstalled))('$name answers as the table does', (target) => {
  test.each(casesFor(target.name))('%s', async (name) => {
    const table = TABLES[name]!
    const special = target.name.startsWith('nginx') ? [TWO_COOKIES] : TWO_METHODS
    const requests = [...TABLE_REQUESTS, ...special]
    const differences = await differencesOf(target, table, requests, upstream.port)
    expect(differences.filter(({ request }) => !request.isOdd)).toEqual([])
    expect(differences.filter(({ got, expected }) => grantsMore(got, expected))).toEqual([])
    // An odd path gets the strictest policy of the table, unless the server refuses it itself.
    const strictest = table.find({ url: 'http://api.example/%ff', method: 'GET', headers: new Headers() }).policy
    const others = await Promise.all(
      differences.map(async ({ request, got }) => ({
        request,
        got,
        expected: await expectedOf(strictest, request, UPSTREAM),
      })),
    )
    expect(others.filter(({ got, expected }) => !isOwnRefusal(got) && !isDeepStrictEqual(got, expected))).toEqual([])
  })
})

test.each(TARGETS.filter(({ name }) => REFUSED.test(`${name} cookieless`)))(
  '$name refuses cookieless rows',
  (target) => {
    expect(() => target.export(TABLES['cookieless rows']!)).toThrow(ExportError)
  },
)
