import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { ROOT } from '../package/project.ts'
import { corsage, createProject, type Folder } from './corsage.ts'
import { SESSION_FILES } from './sessions.ts'

const BIN = join(ROOT, 'node_modules/.bin')
const RUNTIMES = {
  deno: [join(BIN, 'deno'), 'run', '--allow-all'],
  bun: [join(BIN, 'bun')],
}
/** Lines that do different things with the runtime: modules, standard input, files, chunks, and errors. */
const LINES: readonly { readonly words: readonly string[]; readonly input?: string }[] = [
  { words: ['--version'] },
  { words: ['audit', '--help'] },
  { words: ['audit', 'src/policy.ts', '--markdown'] },
  { words: ['audit', 'illegal.mjs', '--json'] },
  { words: ['checklist', 'open.mjs'] },
  { words: ['diff', 'old/policy.ts', '-', '--json'], input: '{ "origin": [] }' },
  { words: ['export', 'src/policy.ts', '--to', 'caddy'] },
  { words: ['import', 'paths.json', '--from', 'django'] },
  { words: ['audit', 'two.mjs'] },
  { words: ['audit', 'src/policy.ts', '--stage', 'trail'] },
  { words: ['audit', 'nothing.ts'] },
  { words: ['completion', 'bash'] },
]

let project: Folder

beforeAll(async () => {
  project = await createProject({
    ...SESSION_FILES,
    'package.json': '{ "type": "module", "dependencies": { "corsage": "*" } }',
  })
})
afterAll(() => project.remove())

describe.each(Object.entries(RUNTIMES))('on %s', (_name, runtime) => {
  // It takes ten seconds, during which the other tests run.
  let given: ReturnType<typeof corsage> | undefined
  beforeAll(() => {
    given = corsage(['audit', 'pending.mjs'], { cwd: project.path, runtime })
  })

  test.each(LINES)('corsage $words does what it does on Node', async ({ words, input = '' }) => {
    const surroundings = { cwd: project.path, input, env: { DENO_NO_UPDATE_CHECK: '1' } }
    const [expected, ran] = await Promise.all([
      corsage(words, surroundings),
      corsage(words, { ...surroundings, runtime }),
    ])
    expect(ran).toEqual(expected)
  })

  test('a module that throws is named, with the line', async () => {
    const { status, stderr } = await corsage(['audit', 'throws.mjs'], { cwd: project.path, runtime })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^corsage: "throws\.mjs" threw while it was loading at `throws\.mjs:\d+:\d+`: /)
  })

  test('a module that never finishes loading is given up', async () => {
    const { status, stderr } = (await given)!
    expect(status).toBe(2)
    expect(stderr).toContain('"pending.mjs" was still loading after 10 seconds')
  })
})
