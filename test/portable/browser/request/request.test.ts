import { describe, expect, it } from 'vitest'
import { API, chain, networkOf, OTHER, PAGE } from '../../support/network.ts'

describe('the origin after redirects', () => {
  it.each([
    ['page, API', [`${PAGE}/1`, `${API}/2`], [undefined, PAGE]],
    ['API, API', [`${API}/1`, `${API}/2`], [PAGE, PAGE]],
    ['API, page', [`${API}/1`, `${PAGE}/2`], [PAGE, 'null']],
    ['API, other', [`${API}/1`, `${OTHER}/2`], [PAGE, 'null']],
    ['page, page, API', [`${PAGE}/1`, `${PAGE}/2`, `${API}/3`], [undefined, undefined, PAGE]],
    ['page, API, page', [`${PAGE}/1`, `${API}/2`, `${PAGE}/3`], [undefined, PAGE, 'null']],
    ['API, other, other', [`${API}/1`, `${OTHER}/2`, `${OTHER}/3`], [PAGE, 'null', 'null']],
  ])('%s', async (_, urls, origins) => {
    const { fetch, seen } = networkOf(chain(urls))
    const response = await fetch({ url: urls[0]! })

    expect(seen.map(({ headers }) => headers['origin'])).toEqual(origins)
    expect([response.type, response.urlList]).toEqual([
      urls.every((url) => url.startsWith(PAGE)) ? 'basic' : 'cors',
      urls,
    ])
  })
})
