import { expect, it } from 'vitest'
import type { Header } from '../../../../src/browser/index.ts'
import { API, networkOf, PAGE } from '../../support/network.ts'

const shared: Header = ['Access-Control-Allow-Origin', '*']
const allow = (...values: string[]): Header[] => values.map((value) => ['Timing-Allow-Origin', value])

it.each<[string, string[], boolean]>([
  ['no header', [], false],
  ['an empty value', [''], false],
  ['*', ['*'], true],
  ['the origin', [PAGE], true],
  ['the origin among others', [`${API} ,\t${PAGE}`], true],
  ['the origin in a second line', [API, PAGE], true],
  ['the origin between empty elements', [`,,${PAGE},`], true],
  ['the origin in upper case', [PAGE.toUpperCase()], false],
  ['the origin in quotes', [`"${PAGE}"`], false],
  ['the origin as a part of a quoted string', [`"a,${PAGE},b"`], false],
  ['the origin after a quoted string', [`"a,b", ${PAGE}`], true],
  ['the origin after an escaped quote', [String.raw`"a\",${PAGE}`], false],
  ['the origin after a quoted string that ends in an escape', [String.raw`"a\\",${PAGE}`], true],
  ['the origin after a quote that does not end', [`",${PAGE}`], false],
  ['the origin before a quote that does not end', [`${PAGE},"\\`], true],
])('the TAO check: %s', async (_, values, isAllowed) => {
  const { fetch, steps } = networkOf(() => ({ headers: [shared, ...allow(...values)] }))
  await fetch()

  expect(steps.find(({ id }) => id === 'timing-check')?.passed).toBe(isAllowed)
})

it('the TAO check passes same-origin, and after redirects only if every response passes', async () => {
  const { fetch, steps } = networkOf(({ url }) => {
    const next: Header[] = url.endsWith('/y') ? [] : [['Location', url.startsWith(PAGE) ? `${API}/x` : '/y']]
    return { status: next.length ? 302 : 200, headers: [shared, ...(url.endsWith('/y') ? allow('*') : []), ...next] }
  })
  await fetch({ url: `${PAGE}/x` })

  expect(steps.filter(({ id }) => id === 'timing-check').map(({ passed }) => passed)).toEqual([true, false, false])
})
