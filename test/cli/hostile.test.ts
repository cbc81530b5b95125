import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corsage, createProject, type Folder } from './corsage.ts'

/** Colours, the title of the window, a bell, C1 codes, bidirectional marks, spaces of no width, and a line separator. */
const HOSTILE =
  '\u001B[31mred\u001B]0;title\u0007\u009B2J\u202Eevil\u2066\u200B\u2028end\uFEFF\u00AD\u001B[2K\rclean\ncorsage: no findings\n'
const QUOTED = JSON.stringify(HOSTILE)
/** Everything that nobody sees, except the ends of lines and tabs. */
const INVISIBLE = /[^\P{C}\n\t]|[\p{DI}\p{Zl}\p{Zp}]/u
const FILE = `policy-\u001B[31m\u202E.mjs`

let project: Folder

beforeAll(async () => {
  project = await createProject({
    [FILE]: `
      export const options = { origin: ['https://app.example.com'], [${QUOTED}]: true }
    `,
    'named.mjs': `
      const policy = { origin: [] }
      export { policy as ${QUOTED}, policy as ${JSON.stringify(`${HOSTILE} 2`)} }
    `,
    'origin.json': JSON.stringify({ origin: [`https://app.example.com${HOSTILE}`], allowMethods: [HOSTILE] }),
    'rows.json': JSON.stringify({ [`/${HOSTILE}`]: { origin: 'https://app.example.com', credentials: true } }),
    'throws.mjs': `throw new Error(${QUOTED})`,
    'throws-text.mjs': `throw ${QUOTED}`,
    'later.mjs': `setTimeout(() => { throw new Error(${QUOTED}) }, 1)\nawait new Promise((resolve) => setTimeout(resolve, 500))`,
    'rejects.mjs': `Promise.reject(new Error(${QUOTED}))\nawait new Promise((resolve) => setTimeout(resolve, 500))`,
    'predicate.mjs': `export default { origin: () => { throw new Error(${QUOTED}) } }`,
    'broken.json': `{ ${HOSTILE}`,
    'settings.json': JSON.stringify({ [HOSTILE]: true, CORS_ALLOWED_ORIGINS: [`https://a.example${HOSTILE}`] }),
    'known.json': JSON.stringify({ CORS_ALLOWED_ORIGINS: [], [`CORS_${HOSTILE}`]: true }),
  })
})
afterAll(() => project.remove())

describe('values from files never drive the terminal', () => {
  test.each([
    [['audit', FILE]],
    [['audit', FILE, '--json']],
    [['audit', FILE, '--sarif']],
    [['audit', FILE, '--markdown']],
    [['checklist', FILE, '--markdown']],
    [['diff', FILE, 'src/policy.ts']],
    [['audit', 'named.mjs']],
    [['audit', 'named.mjs', '--export', HOSTILE]],
    [['diff', 'named.mjs', 'named.mjs', '--export', HOSTILE, '--json']],
    [['audit', 'named.mjs', '--export', `${HOSTILE}3`]],
    [['audit', 'origin.json']],
    [['audit', 'rows.json']],
    [['audit', 'rows.json', '--json']],
    [['diff', 'rows.json', 'src/policy.ts']],
    [['audit', 'throws.mjs']],
    [['audit', 'throws-text.mjs']],
    [['audit', 'later.mjs']],
    [['audit', 'rejects.mjs']],
    [['audit', 'predicate.mjs']],
    [['audit', 'broken.json']],
    [['import', 'settings.json', '--from', 'django']],
    [['import', 'settings.json', '--from', 'django', '--json']],
    [['import', 'known.json', '--from', 'django']],
    [['export', 'src/policy.ts', '--to', 'nginx', '--name', HOSTILE]],
    [['export', 'src/policy.ts', '--to', 'nginx', '--out', HOSTILE.replace('/', '')]],
    [['init', '--origin', HOSTILE, '--host', 'deno']],
    [['audit', HOSTILE]],
    [['audit', `--${HOSTILE}`]],
    [['audit', '--stage', HOSTILE, 'src/policy.ts']],
    [[HOSTILE]],
    [['help', HOSTILE]],
    [['schema', HOSTILE]],
  ])('corsage %j', async (words) => {
    const { status, stdout, stderr } = await corsage(words, { cwd: project.path })
    expect(INVISIBLE.exec(stdout + stderr)).toBeNull()
    expect([0, 1, 2]).toContain(status)
    expect(stdout + stderr).not.toMatch(/^corsage: no findings/m)
  })

  test('with colours, only colours are added', async () => {
    const env = { FORCE_COLOR: '1' }
    const { stdout, stderr } = await corsage(['audit', FILE], { cwd: project.path, env })
    const text = (stdout + stderr).replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')
    expect(text).not.toBe(stdout + stderr)
    expect(INVISIBLE.exec(text)).toBeNull()
  })

  test('JSON keeps the values', async () => {
    const { stdout } = await corsage(['diff', 'named.mjs', 'named.mjs', '--export', HOSTILE, '--json'], {
      cwd: project.path,
    })
    expect(JSON.parse(stdout)).toMatchObject({ old: { export: HOSTILE } })
  })
})
