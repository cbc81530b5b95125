import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explain } from '../../src/cli/commands/explain.ts'
import { type Certificate, makeCertificate } from '../engines/cookies/certificate.ts'
import { recordingOf } from '../package/clues/recordings.ts'
import { corsage, createProject, type Folder, type Ran } from './corsage.ts'
import { BYTES, PATHS } from './servers/broken.ts'
import { startBroken, startBytes, type Started, startSecure, startSecureHttp1 } from './servers/start.ts'

const PAGE = ['--page', 'https://app.example.com']
/** Everything that nobody sees, except the ends of lines and tabs. */
const INVISIBLE = /[^\P{C}\n\t]|[\p{DI}\p{Zl}\p{Zp}]/u

let project: Folder
let server: Started

beforeAll(async () => {
  const { har } = recordingOf('chromium')
  const entries = har.log.entries.slice(0, 120)
  project = await createProject({
    'calls.har': JSON.stringify({ log: { ...har.log, entries } }),
    'empty.har': '{ "log": { "entries": [] } }',
    'no.har': '{ "entries": [] }',
    'ca.pem': '',
  })
  server = await startBroken()
})
afterAll(async () => {
  server.close()
  await project.remove()
})

async function explained(words: readonly string[], input?: string): Promise<Ran> {
  return await corsage(['explain', ...words], { cwd: project.path, ...(input !== undefined && { input }) })
}

function fixed(text: string): string {
  return text.replaceAll(/localhost:\d{4,5}/g, 'localhost:PORT').replaceAll(project.path, 'PROJECT')
}

/** Calls to the paths of `PATHS`, by what follows the URL. */
const CALLS: readonly (readonly [path: string, words: readonly string[], status: number])[] = [
  ['/works', [], 0],
  ['/works', ['-X', 'PUT', '-H', 'Authorization: Bearer secret', '--credentials'], 0],
  ['/no-headers', [], 1],
  ['/error-page', ['-X', 'PUT'], 1],
  ['/twice', [], 1],
  ['/list', [], 1],
  ['/star', ['--credentials'], 1],
  ['/slash', [], 1],
  ['/other', [], 1],
  ['/true', ['--credentials'], 1],
  ['/login-first', ['-H', 'Authorization: Bearer secret'], 1],
  ['/no-options', ['-X', 'PUT'], 1],
  ['/moved', ['-X', 'PUT'], 1],
  ['/to-login', ['--engine', 'firefox'], 3],
  ['/blanks', ['-X', 'PUT'], 1],
  ['/no-name', ['-X', 'PUT', '-H', 'X-Id: 1'], 1],
  ['/star-names', ['-H', 'X-Id: 1', '--credentials'], 1],
  ['/loop', [], 1],
  ['/private', [], 3],
  ['/nowhere', [], 1],
  ['/teapot', [], 0],
]

test('every server that is broken as people break them is called', () => {
  expect(new Set(CALLS.map(([path]) => path))).toEqual(new Set(Object.keys(PATHS)))
})

test('each call prints this, and ends with its status', async () => {
  const runs = await Promise.all(
    CALLS.map(async ([path, words, status]) => {
      const ran = await explained([server.origin + path, ...PAGE, ...words])
      return { words: [path, ...words], status, ran }
    }),
  )
  expect(runs.filter(({ status, ran }) => ran.status !== status)).toEqual([])
  const text = runs.map(
    ({ words, ran }) =>
      `$ corsage explain ${words.join(' ')}\n${ran.stdout}${ran.stderr && `--- standard error\n${ran.stderr}`}=== ${ran.status}\n`,
  )
  await expect(fixed(text.join('\n'))).toMatchFileSnapshot(join(import.meta.dirname, 'explain.txt'))
})

test('JSON fits the schema, and Markdown has no control characters', async () => {
  const schemas = new Ajv({ strict: false })
  const lines = [
    [`${server.origin}/true`, ...PAGE, '--credentials'],
    ['--har', 'calls.har'],
    ['--console', 'TypeError: Failed to fetch'],
    ['--console', 'GET https://api.example.com/ net::ERR_BLOCKED_BY_CLIENT'],
    ['--curl', `curl -k '${server.origin}/works'`, ...PAGE],
  ]
  for (const words of lines) {
    // oxlint-disable-next-line no-await-in-loop
    const [json, markdown] = await Promise.all([explained([...words, '--json']), explained([...words, '--markdown'])])
    expect([schemas.validate(explain.schema!, JSON.parse(json.stdout)), schemas.errors]).toEqual([true, null])
    expect(markdown.stdout).not.toMatch(INVISIBLE)
    expect(markdown.stdout.length).toBeGreaterThan(20)
  }
})

describe('a server that', () => {
  /** Statuses of the servers that do not end with 3. */
  const STATUSES: Readonly<Record<string, number>> = {
    'has a status beyond HTTP': 0,
    'has bytes that are not UTF-8': 1,
    'drives terminals': 1,
    'has a long origin': 1,
    'sends a body without an end': 0,
  }

  test.each(Object.keys(BYTES))('%s', async (name) => {
    const odd = await startBytes(name)
    const started = performance.now()
    try {
      const ran = await explained([odd.origin, ...PAGE, '--timeout', '1'])
      expect([ran.status, ran.signal]).toEqual([STATUSES[name] ?? 3, null])
      expect(ran.stdout + ran.stderr).not.toMatch(INVISIBLE)
      expect(ran.stderr).toBe('')
      expect(ran.stdout.length).toBeLessThan(20_000)
      expect(performance.now() - started).toBeLessThan(20_000)
    } finally {
      odd.close()
    }
  })
})

describe('over TLS', () => {
  let certificate: Certificate
  let started: Started[]
  const versions = new Set<string>()

  beforeAll(async () => {
    certificate = makeCertificate('localhost')
    await project.write({ 'ca.pem': certificate.cert })
    started = await Promise.all([
      startSecure(certificate, (version) => versions.add(version)),
      startSecureHttp1(certificate),
    ])
  })
  afterAll(() => {
    for (const { close } of started) close()
  })

  test.each([0, 1])('HTTP/2 and HTTP/1.1 answer alike: %i', async (index) => {
    const env = { NODE_EXTRA_CA_CERTS: join(project.path, 'ca.pem') }
    const words = ['explain', `${started[index]!.origin}/works`, ...PAGE, '-X', 'PUT', '--credentials', '--json']
    const { status, stdout } = await corsage(words, { env })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ explanation: { verdict: { readable: true, status: 200 } } })
    // The server that speaks both gets HTTP/2, as from a browser.
    expect([...versions]).toEqual(['2.0'])
  })

  test('a certificate that nobody trusts is explained', async () => {
    const { status, stdout } = await explained([started[0]!.origin, ...PAGE])
    expect([status, stdout]).toEqual([3, expect.stringContaining("the server's certificate is signed by itself")])
  })

  test('https at a port of http is explained', async () => {
    const { status, stdout } = await explained([server.origin.replace('http:', 'https:'), ...PAGE])
    expect([status, stdout]).toEqual([3, expect.stringContaining('it may speak http in place of https')])
  })
})

describe('what a person has in hand', () => {
  test.each([
    ['curl, from standard input', ['--curl', '-', ...PAGE], `curl 'SERVER/other' -H 'x-id: 1' -H 'Cookie: a=1'`, 1],
    ['fetch', ['--fetch', `fetch("SERVER/works", { "referrer": "https://app.example.com/", "method": "GET" })`], '', 0],
    [
      'a message',
      ['--console', '-'],
      "Access to fetch at 'https://api.example.com/' from origin 'null' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.",
      1,
    ],
    [
      'a message about something else',
      ['--console', '-'],
      "Access to fetch at 'http://localhost:1/' from origin 'https://app.example.com' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.",
      1,
    ],
    ['a recording', ['--har', 'calls.har'], '', 1],
    ['a recording without calls', ['--har', 'empty.har'], '', 0],
    ['a policy', ['https://api.example.com/', ...PAGE, '-X', 'PUT', '--policy', 'src/policy.ts'], '', 0],
  ])('%s', async (_, words, input, status) => {
    const ran = await explained(
      words.map((word) => word.replaceAll('SERVER', server.origin)),
      input.replaceAll('SERVER', server.origin),
    )
    expect([ran.status, ran.stderr]).toEqual([status, ''])
  })

  test.each([
    [[], 'explain needs something to explain'],
    [['api.example.com', ...PAGE], 'expected one that begins with https://'],
    [['https://api.example.com/'], 'The page that makes the call is not known'],
    [['https://api.example.com/', '--page', 'app.example.com'], 'Type --page https://app.example.com'],
    [['https://api.example.com/', ...PAGE, '-H', 'x-id'], "Type -H 'x-id: 1'"],
    [['https://api.example.com/', ...PAGE, '-X', 'TRACE'], 'Method is "TRACE"'],
    [['https://api.example.com/', ...PAGE, '--timeout', 'soon'], 'Type --timeout 10'],
    [['https://api.example.com/', '--curl', 'curl https://api.example.com/'], 'URL and --curl are both given'],
    [['--curl', 'wget https://api.example.com/', ...PAGE], 'The line starts with "wget"'],
    [['--fetch', 'fetch(url)', ...PAGE], 'The URL of the call is computed'],
    [['--console', 'Hello'], 'No browser writes this'],
    [['--har', 'no.har'], 'The JSON has no "log"'],
    [['--har', 'ca.pem'], 'The HAR is not JSON'],
    [['--har', 'none.har'], 'No file is called "none.har"'],
  ])('%j says what to type instead', async (words, message) => {
    const { status, stdout, stderr } = await explained(words)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^corsage: .+\n( {2}.+\n)+$/)
  })
})

test('secrets are printed nowhere', async () => {
  const secret = 'Zm9vYmFy'
  const lines = [
    [
      `${server.origin}/no-headers?access_token=${secret}`,
      ...PAGE,
      '-H',
      `Authorization: Bearer ${secret}`,
      '-H',
      'x-id: 1',
    ],
    [`${server.origin.replace('//', `//me:${secret}@`)}/no-headers`, ...PAGE],
    ['--curl', `curl -u me:${secret} -b sid=${secret} '${server.origin}/no-headers' --json '{}'`, ...PAGE],
    [
      '--console',
      `Access to fetch at 'https://me:${secret}@api.example.com/?token=${secret}' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ],
  ]
  const outputs = await Promise.all(
    lines.flatMap((words) => [explained(words), explained([...words, '--json']), explained([...words, '--markdown'])]),
  )
  expect(
    outputs
      .map(({ stdout, stderr }) => stdout + stderr)
      .filter((text) => text.includes(secret) || text.includes(btoa(`me:${secret}`))),
  ).toEqual([])
})
