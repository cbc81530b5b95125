import { describe, expect, it } from 'vitest'
import { type PublicSuffixes, registrableDomain, suffixFinder } from '../../../src/audit/hosts/suffixes.ts'

const LIST = `// A list in the form of the Public Suffix List

// ===BEGIN ICANN DOMAINS===
com
co.uk
*.ck
!www.ck
k12.ca.us
*.kawasaki.jp
!city.kawasaki.jp
公司.cn
//no.comment.example
  indented.example
// ===END ICANN DOMAINS===
// ===BEGIN PRIVATE DOMAINS===
// Some host : https://host.example
sites.host.example   // trailing words do not count
*.tenants.example
.dotted.example
eu.vercel.app
`

describe.each<readonly [form: string, suffixes: PublicSuffixes]>([
  ['a string', LIST],
  ['a list of lines', LIST.split('\n')],
  ['a string with the line ends of Windows', LIST.replaceAll('\n', '\r\n')],
])('%s', (_form, suffixes) => {
  const find = suffixFinder(suffixes)

  it.each([
    ['app.example.com', 'com', false],
    ['com', 'com', false],
    ['a.b.co.uk', 'co.uk', false],
    ['a.b.ck', 'b.ck', false],
    ['a.www.ck', 'ck', false],
    ['ck', 'ck', false],
    ['a.b.kawasaki.jp', 'b.kawasaki.jp', false],
    ['a.city.kawasaki.jp', 'kawasaki.jp', false],
    ['a.no.comment.example', 'example', false],
    ['a.indented.example', 'indented.example', false],
    ['a.dotted.example', 'dotted.example', true],
    ['x.k12.ca.us', 'k12.ca.us', false],
    ['a.xn--55qx5d.cn', 'xn--55qx5d.cn', false],
    ['me.sites.host.example', 'sites.host.example', true],
    ['host.example', 'example', false],
    ['a.me.tenants.example', 'me.tenants.example', true],
    ['a.b.eu.vercel.app', 'eu.vercel.app', true],
    // Built in, and longer than any suffix of the list.
    ['my-app.vercel.app', 'vercel.app', true],
    ['a.b.codesandbox.io', 'codesandbox.io', true],
  ])('%s has the suffix %s, shared: %s', (host, domain, isShared) => {
    expect(find(host)).toEqual({ domain, isShared })
  })
})

describe('without a list', () => {
  it.each([
    ['app.example.com', 'com', false],
    ['app.example.co.uk', 'co.uk', false],
    ['x.railway.app', 'app', false],
    ['x.up.railway.app', 'up.railway.app', true],
    ['x.us-central1.run.app', 'us-central1.run.app', true],
    ['x.eu.ngrok.io', 'eu.ngrok.io', true],
    ['a.my-tunnel.ngrok.io', 'ngrok.io', true],
    ['portal.azure.com', 'com', false],
    ['localhost', 'localhost', false],
  ])('%s has the suffix %s, shared: %s', (host, domain, isShared) => {
    expect(suffixFinder()(host)).toEqual({ domain, isShared })
  })
})

describe('a function', () => {
  it.each([
    ['a string', () => 'b.example', { domain: 'b.example', isShared: true }],
    [
      'the result of tldts',
      () => ({ publicSuffix: 'b.example', isPrivate: false }),
      { domain: 'b.example', isShared: false },
    ],
    ['a suffix that may be shared', () => ({ publicSuffix: 'b.example' }), { domain: 'b.example', isShared: true }],
    ['nothing', () => null, { domain: 'example', isShared: false }],
    ['no suffix', () => ({ publicSuffix: null, isPrivate: null }), { domain: 'example', isShared: false }],
  ])('may return %s', (_what, find, expected) => {
    expect(suffixFinder(find)('a.b.example')).toEqual(expected)
  })
})

it('a suffix of the built-in list is shared, whatever a function says', () => {
  const find = suffixFinder(() => ({ publicSuffix: 'vercel.app', isPrivate: false }))
  expect(find('a.vercel.app')).toEqual({ domain: 'vercel.app', isShared: true })
})

it.each([
  ['a.b.example.com', 'example.com'],
  ['example.co.uk', 'example.co.uk'],
  ['a.my-app.vercel.app', 'my-app.vercel.app'],
  ['vercel.app', 'vercel.app'],
  ['a.b1.example', 'b1.example'],
  ['203.0.113.7', '203.0.113.7'],
  ['[2001:db8::1]', '[2001:db8::1]'],
])('the registrable domain of %s is %s', (host, domain) => {
  expect(registrableDomain(host, suffixFinder())).toBe(domain)
})
