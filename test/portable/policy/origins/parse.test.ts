import { describe, expect, it } from 'vitest'
import { cors, parseOrigins, PolicyError } from '../../../../src/index.ts'

describe('parseOrigins', () => {
  it.each([
    ['', []],
    ['  ,, \n', []],
    ['https://a.example', ['https://a.example']],
    ['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
    [
      ' https://a.example ,\thttps://*.b.example\nhttp://localhost:*,',
      ['https://a.example', 'https://*.b.example', 'http://localhost:*'],
    ],
    ['https://a.example https://a.example', ['https://a.example']],
    // These are wrong only with credentials, which parseOrigins() does not know about. cors() checks that.
    ['http://a.example https://*.vercel.app', ['http://a.example', 'https://*.vercel.app']],
  ])('reads %j', (text, origins) => {
    expect(parseOrigins(text)).toEqual(origins)
    expect(cors({ origin: parseOrigins(text) }).toJSON().origin).toEqual(origins)
  })

  it.each<[unknown, { code: string; path: (string | number)[] }[]]>([
    [undefined, [{ code: 'origin-type', path: ['origin'] }]],
    [null, [{ code: 'origin-type', path: ['origin'] }]],
    [['https://a.example'], [{ code: 'origin-type', path: ['origin'] }]],
    ['*', [{ code: 'origin-star-in-list', path: ['origin', 0] }]],
    ['https://a.example, https://b.example/', [{ code: 'origin-has-path', path: ['origin', 1] }]],
    [
      'null https://a.example a.example',
      [
        { code: 'origin-null', path: ['origin', 0] },
        { code: 'origin-no-scheme', path: ['origin', 2] },
      ],
    ],
  ])('refuses %j', (text, issues) => {
    const parse = () => parseOrigins(text as string)

    expect(parse).toThrow(PolicyError)
    expect(parse).toThrow(expect.objectContaining({ issues: issues.map((issue) => expect.objectContaining(issue)) }))
  })
})
