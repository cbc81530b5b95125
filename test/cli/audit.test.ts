import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corsage, createProject } from './corsage.ts'

let project: Awaited<ReturnType<typeof createProject>>

beforeAll(async () => {
  project = await createProject({
    'open.mjs': `
      import { cors } from 'corsage'
      export default cors({ origin: ['https://*.example.com'], credentials: true })
    `,
    'illegal.mjs': `
      import { cors } from 'corsage'
      export default cors({ origin: '*', credentials: true })
    `,
    'options.json': '{ "origin": ["https://app.example.com"], "methods": ["PUT"] }',
  })
})
afterAll(() => project.remove())

describe('corsage audit', () => {
  test.each([
    ['a policy with findings', ['open.mjs'], 1, 'high O-08 at origin.0'],
    ['findings below --fail-on', ['src/policy.ts', '--fail-on', 'high'], 0, 'low O-22 at origin.1'],
    ['a policy that cors() refuses', ['illegal.mjs'], 1, 'error any-origin-credentials at origin'],
    ['options in JSON', ['options.json'], 1, 'error option-unknown at methods'],
  ])('%s', async (_what, words, status, line) => {
    const ran = await corsage(['audit', ...words], { cwd: project.path })
    expect(ran).toMatchObject({ status, stderr: '' })
    expect(ran.stdout).toContain(line)
  })
})
