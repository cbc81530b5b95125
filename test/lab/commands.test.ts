import { execFileSync } from 'node:child_process'
import { assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { commandsOf } from '../../lab/page/share/commands.ts'

const of = (changes: Partial<Scene>): ReturnType<typeof commandsOf> => commandsOf({ ...DEFAULT_SCENE, ...changes })

test.each<[string, Partial<Scene>, string]>([
  ['a GET', {}, 'https://api.example.com/users --page https://app.example.com'],
  [
    'a PUT with headers and credentials',
    {
      method: 'PUT',
      headers: 'Content-Type: application/json\nX-Name: O’Neil'.replace('’', "'"),
      credentials: 'include',
    },
    String.raw`https://api.example.com/users -X PUT -H 'Content-Type: application/json' -H 'X-Name: O'\''Neil' --credentials --page https://app.example.com`,
  ],
  [
    'a query',
    { url: 'https://api.example.com/?a=1&b=2' },
    "'https://api.example.com/?a=1&b=2' --page https://app.example.com",
  ],
  ['a relative URL', { url: '/users' }, 'https://app.example.com/users --page https://app.example.com'],
  [
    'a page with a path',
    { page: 'https://app.example.com/a' },
    'https://api.example.com/users --page https://app.example.com/a',
  ],
  ['an opaque origin', { page: 'null' }, 'https://api.example.com/users --page null'],
  ['a data: page', { page: 'data:text/html,x' }, 'https://api.example.com/users --page null'],
  [
    'a method like a flag',
    { method: '-x' },
    'https://api.example.com/users --method=-x --page https://app.example.com',
  ],
  [
    'a header like a flag',
    { headers: '-x: 1' },
    "https://api.example.com/users --header='-x: 1' --page https://app.example.com",
  ],
  [
    'no credentials',
    { credentials: 'omit' },
    `--fetch 'fetch("https://api.example.com/users", {"method":"GET","headers":[],"mode":"cors","credentials":"omit"})' --page https://app.example.com`,
  ],
  [
    'mode no-cors',
    { mode: 'no-cors', headers: 'Accept: */*' },
    `--fetch 'fetch("https://api.example.com/users", {"method":"GET","headers":[["Accept","*/*"]],"mode":"no-cors","credentials":"same-origin"})' --page https://app.example.com`,
  ],
])('explain: %s', (_, changes, words) => {
  expect(of(changes).explain).toBe(`npx corsage explain ${words}`)
})

test('probe has the URL and the origin of the page, which may be opaque', () => {
  expect(of({ page: 'https://app.example.com/a?b', method: 'DELETE' }).probe).toBe(
    'npx corsage probe https://api.example.com/users --origin https://app.example.com',
  )
  expect(of({ page: 'null' }).probe).toBe('npx corsage probe https://api.example.com/users')
})

test('a method that may change data is named', () => {
  expect([of({ method: 'DELETE' }).writes, of({ method: 'HEAD' }).writes]).toEqual(['DELETE', undefined])
})

test.each<[string, Partial<Scene>, string]>([
  ['no page', { page: 'app.example.com' }, 'The page has no address, expected one such as https://app.example.com'],
  [
    'no URL',
    { url: 'users', page: 'null' },
    'The URL is not one of a server, expected one such as https://api.example.com/users',
  ],
  [
    'a URL without a server',
    { url: 'data:,x' },
    'The URL is not one of a server, expected one such as https://api.example.com/users',
  ],
  ['no method', { method: 'a b' }, 'The method is not one that a request can have'],
  [
    'no header line',
    { headers: 'x' },
    '“x” is not a header line, expected one such as “Content-Type: application/json”',
  ],
  ['a tab', { headers: 'x: a\tb' }, 'The call has an invisible character, which no terminal takes as it is'],
  [
    'a control character',
    { headers: 'x: a\u009Bb' },
    'The call has an invisible character, which no terminal takes as it is',
  ],
])('no line for %s', (_, changes, message) => {
  expect(() => of(changes)).toThrow(message)
})

/** The words that a shell makes of the lines. */
function wordsInShell(lines: readonly string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' ${line.replace(/^npx corsage/, '')}; printf '\\n\\0'`).join('\n')
  const output = execFileSync('sh', { input: script, encoding: 'utf8', env: {} })
  return output
    .split('\n\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1))
}

const nasty = string({
  unit: constantFrom(...'\'"`$(){}[]<>|&;*?!#~\\ =-:/,.%^@+aZ0é'),
  maxLength: 30,
})

test('a shell takes every hostile text as one word', () => {
  const expected: string[][] = []
  const lines: string[] = []
  assert(
    property(nasty, nasty, constantFrom('cors', 'no-cors'), (path, value, mode) => {
      const { explain, probe } = of({ url: `https://api.example.com/${path}`, headers: `x-a: ${value}`, mode })
      const { href } = new URL(`https://api.example.com/${path}`.trim())
      lines.push(explain, probe)
      const init = { method: 'GET', headers: [['x-a', value.trim()]], mode, credentials: 'same-origin' }
      const call =
        mode === 'cors'
          ? [href, '-H', `x-a: ${value.trim()}`]
          : ['--fetch', `fetch(${JSON.stringify(href)}, ${JSON.stringify(init)})`]
      expected.push(['explain', ...call, '--page', 'https://app.example.com'])
      expected.push(['probe', href, '--origin', 'https://app.example.com'])
    }),
    { numRuns: 300, seed: 17 },
  )
  expect(wordsInShell(lines)).toEqual(expected)
})

test('every example has its lines, of visible characters only', () => {
  const lines = EXAMPLES.flatMap(({ scene }) => Object.values(commandsOf(scene)))
  expect(lines.filter((line) => /[^\u0020-\u007E]/.test(line))).toEqual([])
  expect(wordsInShell(lines.filter((line) => line.startsWith('npx'))).map(([command]) => command)).toEqual(
    EXAMPLES.flatMap(() => ['explain', 'probe']),
  )
})
