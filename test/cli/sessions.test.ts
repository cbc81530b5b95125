import { join } from 'node:path'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import type Draft04 from 'ajv-draft-04'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/table.ts'
import { run } from '../package/project.ts'
import { corsage, createProject, type Folder, type Ran } from './corsage.ts'
import { SESSION_FILES, SESSIONS } from './sessions.ts'

let project: Folder
const sessions = new Map<string, Ran>()

/** The lines that write files, which other lines find. */
const WRITING = / --out /

beforeAll(async () => {
  project = await createProject(SESSION_FILES)
  const runLine = async ([line, input]: (typeof SESSIONS)[number]): Promise<void> => {
    const words = line.split(' ').filter(Boolean)
    sessions.set(line, await corsage(words, { cwd: project.path, ...(input !== undefined && { input }) }))
  }
  const writing = SESSIONS.filter(([line]) => WRITING.test(line))
  await Promise.all(SESSIONS.filter(([line]) => !WRITING.test(line)).map(runLine))
  // oxlint-disable-next-line no-await-in-loop
  for (const session of writing) await runLine(session)
})
afterAll(() => project.remove())

test('each line prints this, and ends with this status', async () => {
  const texts = SESSIONS.map(([line, input]) => {
    const { status, stdout, stderr } = sessions.get(line)!
    const given = input === undefined ? '' : ` <<< '${input}'`
    return `$ corsage ${line}${given}\n${stdout}${stderr && `--- standard error\n${stderr}`}=== ${status}\n`
  })
  const text = texts.join('\n').replaceAll(project.path, 'PROJECT')
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'sessions.txt'))
})

test('each line ends with 0, 1 or 2, and with 2 exactly if it says what to type instead', () => {
  const ends = [...sessions].map(([line, { status, stderr }]) => {
    const saysWhat = /^corsage: .+\n(  .+\n)+$/.test(stderr)
    return { line, fits: line === '' ? status === 2 : saysWhat ? status === 2 : status === 0 || status === 1 }
  })
  expect(ends.filter(({ fits }) => !fits)).toEqual([])
})

test('JSON fits the schemas', () => {
  const schemas = new Ajv({ strict: false })
  const asked = [...sessions].filter(([line, { status }]) => line.endsWith('--json') && status !== 2)
  expect(asked.length).toBeGreaterThan(3)
  for (const [line, { stdout }] of asked) {
    const { schema } = COMMANDS.find(({ name }) => name === line.split(' ')[0])!
    expect([schemas.validate(schema!, JSON.parse(stdout)), schemas.errors]).toEqual([true, null])
  }
})

test('SARIF is valid, and names the file', async () => {
  const load = createRequire(import.meta.url)
  const Validator = load('ajv-draft-04') as typeof Draft04.default
  const schema = load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object
  const sarif = new Validator({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
  const { stdout } = await corsage(['audit', 'src/policy.ts', '--sarif'], { cwd: project.path })
  const log: unknown = JSON.parse(stdout)
  expect([sarif(log), sarif.errors]).toEqual([true, null])
  expect(stdout).toContain('"uri": "src/policy.ts"')
})

test('what corsage import prints has no type error, and makes a policy', async () => {
  const printed = [...sessions].filter(([line, { status }]) => /^import .*--from/.test(line) && status === 0)
  expect(printed.length).toBeGreaterThan(3)
  const names = printed.map((_, at) => `imported-${at}.ts`)
  await project.write(Object.fromEntries(printed.map(([, { stdout }], at) => [names[at]!, stdout])))
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, allowJs: true, types: [] }
  await project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: names }) })
  expect(await run('tsc', ['-p', project.path])).toBe('')
  const audited = names.map((name) => corsage(['audit', name], { cwd: project.path }))
  for (const { status, stderr } of await Promise.all(audited)) expect([status! < 2, stderr]).toEqual([true, ''])
})
