import { expect, test } from 'vitest'
import { maskHeader, maskStrings, maskText, maskUrl } from '../../../src/clues/index.ts'

test.each([
  ['https://me:secret@api.example.com/a', 'https://***@api.example.com/a'],
  ['https://me@api.example.com/a?q=1', 'https://***@api.example.com/a?q=1'],
  ['https://api.example.com/?access_token=abc&page=2', 'https://api.example.com/?access_token=***&page=2'],
  [
    'https://api.example.com/?api_key=abc&X-Amz-Signature=def',
    'https://api.example.com/?api_key=***&X-Amz-Signature=***',
  ],
  ['https://api.example.com/#id_token=abc&state=1', 'https://api.example.com/#id_token=***&state=1'],
  ['https://api.example.com/?mode=dark&tokens=3', 'https://api.example.com/?mode=dark&tokens=3'],
  ['https://api.example.com/@me', 'https://api.example.com/@me'],
  ['https://me:p@ss@api.example.com/@me', 'https://***@api.example.com/@me'],
  [
    'https://api.example.com/?user[password]=1&user%5Bname%5D=a',
    'https://api.example.com/?user[password]=***&user%5Bname%5D=a',
  ],
  [
    'https://api.example.com/?clientSecret=1&sessionToken=2&userId=3',
    'https://api.example.com/?clientSecret=***&sessionToken=***&userId=3',
  ],
])('%s', (url, masked) => {
  expect(maskUrl(url)).toBe(masked)
  expect(maskText(`see ${url} there`)).toBe(`see ${masked} there`)
})

test.each([
  ['Authorization', 'Bearer abc.def', 'Bearer ***'],
  ['authorization', 'Basic bWU6c2VjcmV0', 'Basic ***'],
  ['Authorization', 'abc', '***'],
  ['Cookie', 'session=1; theme=dark', 'session=***; theme=***'],
  ['Set-Cookie', 'session=1; Path=/; Secure', 'session=***; Path=/; Secure'],
  ['X-Api-Key', 'abc', '***'],
  ['x-csrf-token', 'abc', '***'],
  ['Content-Type', 'application/json', 'application/json'],
  ['Access-Control-Allow-Headers', 'authorization, x-api-key', 'authorization, x-api-key'],
  ['Location', 'https://me:pw@x.example/?token=abc', 'https://***@x.example/?token=***'],
])('%s: %s', (name, value, masked) => {
  expect(maskHeader(name, value)).toBe(masked)
})

test('secrets in text and in data', () => {
  expect(maskText("curl -H 'Authorization: Bearer abc' -b x")).toBe("curl -H 'Authorization: Bearer ***' -b x")
  expect(maskText('X-CSRF-Token: abc, Surrogate-Key: a')).toBe('X-CSRF-Token: ***')
  expect(maskText('Surrogate-Key: a\nX-Api-Key: abc')).toBe('Surrogate-Key: a\nX-Api-Key: ***')
  const long = 'a-api-key:'.repeat(100_000)
  expect(maskText(long)).toBe('a-api-key:***')
  // A message may repeat a header, wherever it is.
  const said = 'The header is "Authorization: Bearer abc"'
  const masked = 'The header is "Authorization: Bearer ***"'
  expect(maskStrings({ text: said, list: [said], pair: ['x', said] })).toEqual({
    text: masked,
    list: [masked],
    pair: ['x', masked],
  })
  expect(
    maskStrings({ headers: [['cookie', 'a=1']], url: 'https://a:b@x.example/', cookie: 'a=1', n: [1, null] }),
  ).toEqual({
    headers: [['cookie', 'a=***']],
    url: 'https://***@x.example/',
    cookie: 'a=***',
    n: [1, null],
  })
})
