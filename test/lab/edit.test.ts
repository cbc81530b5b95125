import { describe, expect, test } from 'vitest'
import { addOption, applyChanges, removeMember } from '../../lab/page/model/edit.ts'
import { readPolicy, setOption } from '../../lab/page/model/policy.ts'

describe('an option is removed with its comma, and the layout stays', () => {
  test.each([
    ['{ a: 1, b: 2 }', '{ b: 2 }'],
    ['{ b: 2, a: 1 }', '{ b: 2 }'],
    ['{a:1,b:2}', '{b:2}'],
    ['{ a: 1 }', '{ }'],
    ['{ b: 2, a: 1, }', '{ b: 2, }'],
    ['{\n  b: 2,\n  a: 1 // why\n}', '{\n  b: 2,\n}'],
    ['{\n  b: 2,\n  a: [\n    1,\n  ],\n  c: 3,\n}', '{\n  b: 2,\n  c: 3,\n}'],
    ['{\n  b: 2, a: 1,\n}', '{\n  b: 2, \n}'],
    ['{\n  a: 1, /* of c */ c: 3\n}', '{\n  /* of c */ c: 3\n}'],
  ])('%j', (text, expected) => {
    const member = readPolicy(text)
      .membersOf([])
      .find(({ key }) => key === 'a')!
    expect(applyChanges(text, [removeMember(text, member)])).toBe(expected)
  })
})

describe('an option is added after the others, and the layout stays', () => {
  test.each([
    ['{}', '{ a: [1] }'],
    ['{\n}', '{\n  a: [1],\n}'],
    ['{ b: 2 }', '{ b: 2, a: [1] }'],
    ['{ b: 2, }', '{ b: 2, a: [1], }'],
    ['{ /* none */ }', '{ a: [1], /* none */ }'],
    ['cors({\n\tb: 2 // why\n})', 'cors({\n\tb: 2, // why\n\ta: [1],\n})'],
    ['  {\n  b: 2,\n  }', '  {\n  b: 2,\n  a: [1],\n  }'],
    ["'*'", '{ a: [1] }'],
  ])('%j', (text, expected) => {
    expect(applyChanges(text, addOption(text, readPolicy(text), 'a', [1]))).toBe(expected)
  })
})

describe('of a list, only the entries change that have to', () => {
  test.each<[string, readonly string[], string]>([
    ["{ a: ['x'] }", ['x', 'y'], "{ a: ['x', 'y'] }"],
    ['{ a: ["x", /* why */] }', ['x', 'y', 'z'], `{ a: ["x", 'y', 'z', /* why */] }`],
    ['{ a: [] }', ['y'], "{ a: ['y'] }"],
    ["{ a: [\n  'x' // why\n] }", ['y', 'x'], "{ a: [\n  'x', // why\n  'y',\n] }"],
    ["{ a: ['*', /* why */ 'x'] }", ['x', 'y'], "{ a: [/* why */ 'x', 'y'] }"],
    ["{ a: [\n  'x', // why\n  '*', // all\n] }", ['x'], "{ a: [\n  'x', // why\n] }"],
    ["{ a: ['*', '-'] }", ['x'], "{ a: ['x'] }"],
    ["{ a: 'x' }", ['x', 'y'], "{ a: ['x', 'y'] }"],
  ])('%j', (text, value, expected) => {
    expect(setOption(text, 'a', value)).toBe(expected)
  })
})
