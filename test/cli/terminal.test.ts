import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corsage, createProject, type Folder, PROGRAM } from './corsage.ts'
import { SESSION_FILES } from './sessions.ts'
import { END, INTERRUPT, onTerminal } from './terminal.ts'

const ESCAPE = String.fromCharCode(27)
let project: Folder

beforeAll(async () => {
  project = await createProject({
    ...SESSION_FILES,
    'loop.mjs': 'for (;;);\nexport const policy = {}',
    'listening.mjs': `
      import { createServer } from 'node:http'
      createServer().listen(0)
      setInterval(() => {}, 1000)
      export const options = { origin: 'https://app.example.com' }
    `,
  })
})
afterAll(() => project.remove())

describe('colours', () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('in a pipe, with %j: %j', async (env, isColored) => {
    const { stdout } = await corsage(['audit', 'open.mjs'], { cwd: project.path, env })
    expect(stdout.includes(ESCAPE)).toBe(isColored)
    expect(stdout).toContain('O-08')
  })

  test.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ TERM: 'dumb' }, false],
  ])('on a terminal, with %j: %j', async (env, isColored) => {
    const text = await onTerminal('corsage audit open.mjs', [], { cwd: project.path, env })
    expect(text.includes(ESCAPE)).toBe(isColored)
  })
})

test('on a terminal, lines are as wide as the terminal', async () => {
  const text = await onTerminal('corsage audit --help', [], { cwd: project.path, env: { NO_COLOR: '1' } })
  const long = text.split('\n').filter((line) => line.length > 60)
  // Examples and names of flags stay in one piece, so that they can be copied.
  expect(long.filter((line) => !/^ {2}(corsage|--)/.test(line))).toEqual([])
  expect(text.split('\n').length).toBeGreaterThan(40)
})

describe('the end', () => {
  test('a reader that has enough ends the program quietly', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'schema', 'diff'], { cwd: project.path })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    await once(child, 'close')
    expect(stderr).toBe('')
  })

  test('a module that leaves a server open does not keep the program', async () => {
    const ran = await corsage(['audit', 'listening.mjs'], { cwd: project.path })
    expect(ran).toMatchObject({ status: 0, stdout: 'listening.mjs: no findings\n', stderr: '' })
  })

  test('a module that never finishes loading is given up', async () => {
    const { status, stderr } = await corsage(['audit', 'pending.mjs'], { cwd: project.path })
    expect(status).toBe(2)
    expect(stderr).toBe(`corsage: "pending.mjs" was still loading after 10 seconds
  Look for a top-level await that does not settle, or export the policy from a file of its own
`)
  })
})

describe('Ctrl-C', () => {
  test('ends a module that loops', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'audit', 'loop.mjs'], { cwd: project.path })
    // The module loops by then.
    await setTimeout(500)
    child.kill('SIGINT')
    // A shell makes 130 of it.
    expect(await once(child, 'close')).toEqual([null, 'SIGINT'])
  })

  test('ends a question, and leaves the terminal as it was', async () => {
    const line = 'corsage init; echo status $?; stty -a'
    const text = await onTerminal(line, [['Which host', INTERRUPT]], { cwd: project.path })
    expect(text).toContain('status 130')
    expect(text).toMatch(/ icanon /)
    expect(text).toMatch(/ echo /)
    expect(text).not.toContain('corsage:')
  })

  test('so does Ctrl-D', async () => {
    const text = await onTerminal('corsage init; echo status $?; stty -a', [['Which host', END]], { cwd: project.path })
    expect(text).toContain('status 130')
    expect(text).toMatch(/ icanon /)
  })
})

test('an explanation is wrapped to the terminal, except code and words that do not fit', async () => {
  const call = 'https://api.example.com/items -X PUT --page https://app.example.com'
  const surroundings = { cwd: project.path, env: { NO_COLOR: '1' } }
  const text = await onTerminal(`corsage explain ${call} --policy src/policy.ts`, [], surroundings)
  // What clears the line of progress.
  const lines = text.replaceAll('\r\u001B[2K', '').split('\n')
  const isLong = (line: string): boolean => line.length > 60
  expect(lines.filter((line) => isLong(line) && !/^ {6}\S|^ *\S+$/.test(line))).toEqual([])
  expect(lines).toContain('             `https://api.example.com`, so CORS decides.')
  const piped = await corsage(['explain', ...call.split(' '), '--policy', 'src/policy.ts'], { cwd: project.path })
  const words = (all: string): string => all.replaceAll(/\s+/g, ' ').trim()
  expect(words(lines.join('\n'))).toBe(words(piped.stdout))
})

test('corsage init asks for what it does not know', async () => {
  const text = await onTerminal(
    'mkdir asked; cd asked; corsage init; echo status $?',
    [
      ['Which host', 'wokers\r'],
      ['Did you mean workers', 'workers\r'],
      ['Which origins', 'app.example.com\r'],
      ['expected "https://app.example.com"', 'https://app.example.com, https://*.example.com\r'],
      ['cookies', 'maybe\r'],
      ['Type yes or no', 'yes\r'],
      ['Which methods', 'PUT DELETE\r'],
    ],
    { cwd: project.path, env: { NO_COLOR: '1' } },
  )
  expect(text).toContain('status 0')
  expect(await readFile(join(project.path, 'asked/src/cors.ts'), 'utf8')).toContain(`export const policy = cors({
  origin: ['https://app.example.com', 'https://*.example.com'],
  credentials: true,
  allowMethods: ['PUT', 'DELETE'],
})`)
})
