import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPolicy } from '../../lab/page/model/policy.ts'
import { programFor } from '../../lab/page/policy/program.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { HOSTS } from '../../src/cli/init/hosts.ts'
import { planFiles } from '../../src/cli/init/plan-files.ts'
import { cors } from '../../src/index.ts'
import { HOSTILE_POLICY } from '../lab/policy-texts.ts'
import { ROOT, run } from '../package/project.ts'
import { createProject, type Folder } from './corsage.ts'
import { COMPILER_OPTIONS, PACKAGES } from './programs.ts'

const POLICIES = { plain: DEFAULT_SCENE.policy, hostile: HOSTILE_POLICY }
const PROGRAMS = Object.entries(POLICIES).flatMap(([name, text]) =>
  Object.keys(HOSTS).map((host) => ({ folder: `${name}/${host}`, text, program: programFor(host, text) })),
)

let project: Folder

beforeAll(async () => {
  const files = PROGRAMS.flatMap(({ folder, program: { policy, mount } }) =>
    [policy, mount].map(({ path, content }) => [`${folder}/${path}`, content] as const),
  )
  project = await createProject({
    ...(Object.fromEntries(files) as Record<string, string>),
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: files.map(([path]) => path) }),
    'package.json': '{ "type": "module" }',
  })
  await Promise.all(
    PACKAGES.map((name) => symlink(join(ROOT, 'node_modules', name), join(project.path, 'node_modules', name), 'dir')),
  )
})
afterAll(() => project.remove())

describe('the programs that the lab shows', () => {
  test('have no type error, for any host', async () => {
    expect(await run('tsc', ['-p', project.path])).toBe('')
  })

  test.each(PROGRAMS)('$folder has the policy that the lab has read', async ({ folder, text, program: { policy } }) => {
    const made = (await import(pathToFileURL(join(project.path, folder, policy.path)).href)) as { policy: unknown }
    expect(JSON.stringify(made.policy)).toBe(JSON.stringify(cors(readPolicy(text).value as { origin: string })))
    expect(globalThis).not.toHaveProperty('broken')
  })

  test.each(Object.keys(HOSTS))('mount it in %s as corsage init does', (host) => {
    const options = readPolicy(DEFAULT_SCENE.policy).value as { origin: string[] }
    const style = { hasTypeScript: true, isModule: true, hasTsEndings: true }
    const planned = planFiles({ host, runner: 'node', options }, { ...style, has: () => false, packages: new Set() })
    const { policy, mount } = programFor(host, DEFAULT_SCENE.policy)
    expect({ policy, mount }).toEqual({ policy: planned.policy, mount: planned.mount })
  })
})
