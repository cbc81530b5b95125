import { expect, it } from 'vitest'
import { open } from '../../support/page.ts'

it.each<[string | URL, string]>([
  ['https://extension', 'https://extension'],
  ['chrome-extension://abc/page', 'chrome-extension://abc'],
  ['https://a.example:443/x', 'https://a.example'],
  ['null', 'null'],
  ['data:text/html,x', 'null'],
])('a page at %s has its origin', (url, origin) => {
  expect(open({ origin: [] }).page(String(url)).origin).toBe(origin)
})
