import { expect, it } from 'vitest'
import { open } from '../../support/page.ts'

it.each<[string | URL, string]>([
  ['https://extension', 'https://extension'],
  ['chrome-extension://abc/page', 'chrome-extension://abc'],
  ['https://a.example:443/x', 'https://a.example'],
  ['app://./index.html', 'app://.'],
  // WebKit and Chromium send the host in lower case, whatever the address shows.
  ['safari-web-extension://0F5C2A86/page', 'safari-web-extension://0f5c2a86'],
  ['app://Bundle:8080/', 'app://bundle:8080'],
  ['qrc:///index.html', 'qrc://'],
  ['file:///index.html', 'null'],
  ['null', 'null'],
  ['data:text/html,x', 'null'],
])('a page at %s has its origin', (url, origin) => {
  expect(open({ origin: [] }).page(String(url)).origin).toBe(origin)
})
