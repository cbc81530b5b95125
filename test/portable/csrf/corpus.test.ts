import { expect, it } from 'vitest'
import { csrf } from '../../../src/csrf/index.ts'
import { corpus } from '../support/corpus.ts'

const guards = Object.fromEntries(Object.entries(corpus.guards).map(([key, options]) => [key, csrf(options)]))

it.each(corpus.csrf)('$id $class: $why', ({ csrf: key, request: { url, ...init }, verdict, reason }) => {
  expect(guards[key]?.check(new Request(url, init))).toEqual({ allowed: verdict === 'allow', reason })
})
