import { createRequire } from 'node:module'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { Ajv } from 'ajv'
import type Draft04 from 'ajv-draft-04'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probe as command } from '../../../src/cli/commands/probe.ts'
import { guardedLookup } from '../../../src/cli/network/address-guard.ts'
import { listen, type Running } from '../../hosts/support/upstream.ts'
import { ROOT } from '../../package/project.ts'
import { corsage, PROGRAM } from '../corsage.ts'
import { INTERRUPT, onTerminal } from '../terminal.ts'
import { APP, probeServer } from './probe.ts'

const SECRET = 'b1946ac92492d2347c6235b4d2611184'

/** A server that reflects origins, and repeats every secret that it gets wherever it can. */
let server: Running
beforeAll(async () => {
  server = await listen((request, response) => {
    const { origin = '*', cookie = 'none', authorization = 'none' } = request.headers
    response.statusCode = request.method === 'OPTIONS' || request.headers.cookie ? 200 : 401
    response.setHeader('Access-Control-Allow-Origin', origin.includes('attacker') ? `${origin}, ${cookie}` : origin)
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    response.setHeader('Access-Control-Allow-Methods', cookie)
    response.setHeader('Access-Control-Expose-Headers', `x-a, ${cookie.replaceAll(/[^\w-]+/g, ', ')}`)
    response.setHeader('Access-Control-Max-Age', encodeURIComponent(authorization))
    response.setHeader('Cache-Control', `public, ${cookie}`)
    response.setHeader('Set-Cookie', `${cookie}; SameSite=None`)
    response.end(cookie)
  })
})
afterAll(() => server.stop())

/** What changes with every run. */
function steady(text: string): string {
  return text
    .replaceAll(server.origin, 'http://localhost:3000')
    .replaceAll(/(corsage-probe[-=])[\da-f]{12}/g, '$1TOKEN')
}

describe('the outputs', () => {
  test.each([
    ['text', []],
    ['markdown', ['--markdown']],
    ['json', ['--json']],
    ['sarif', ['--sarif']],
    ['curl', ['--dry-run']],
  ])('are this as %s', async (name, words) => {
    const ran = await corsage([
      'probe',
      `${server.origin}/me?a=b`,
      '--origin',
      APP,
      '-H',
      `Cookie: session=${SECRET}`,
      ...words,
    ])
    expect(ran.status).toBe(name === 'curl' ? 0 : 1)
    await expect(steady(ran.stdout + ran.stderr)).toMatchFileSnapshot(join(import.meta.dirname, `outputs/${name}.txt`))
  })

  test('SARIF is valid', async () => {
    const { stdout } = await corsage(['probe', `${server.origin}/me?a=%20b`, '--sarif'])
    const load = createRequire(import.meta.url)
    const Validator = load('ajv-draft-04') as typeof Draft04.default
    const schema = load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object
    const sarif = new Validator({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
    expect([sarif(JSON.parse(stdout)), sarif.errors]).toEqual([true, null])
    expect(stdout).toContain('/me?a=%20b')
  })

  test.each([[], ['--dry-run']])('JSON fits the schema %s', async (...words) => {
    const { stdout } = await corsage(['probe', server.origin, '--json', ...words])
    const schemas = new Ajv({ strict: false })
    expect([schemas.validate(command.schema!, JSON.parse(stdout)), schemas.errors]).toEqual([true, null])
  })
})

describe('secrets', () => {
  const formats = [[], ['--markdown'], ['--json'], ['--sarif'], ['--dry-run'], ['--dry-run', '--json']]

  test.each(formats)('stay out of the output %s', async (...words) => {
    const url = `${server.origin.replace('//', `//user:${SECRET}-1@`)}/me?api_key=${SECRET}-2`
    const lines = [`Cookie: session=${SECRET}-3; theme=${SECRET}-4`, `X-Token: Bearer ${SECRET}-5`]
    const ran = await corsage(['probe', url, ...lines.flatMap((line) => ['-H', line]), ...words])
    expect([0, 1]).toContain(ran.status)
    const output = ran.stdout + ran.stderr
    expect(output).not.toContain(SECRET)
    expect(output).not.toContain(btoa(`user:${SECRET}-1`))
    expect(output).toContain('***')
  })

  test('stay out of the lines of curl, however short they are', async () => {
    const { stdout } = await corsage(['probe', server.origin, '-H', 'X-Pin: zq9', '--dry-run'])
    expect(stdout).toContain("-H 'X-Pin: ***'")
    expect(stdout).not.toContain('zq9')
  })

  test.each([
    ['a name that is none', `Coo kie: ${SECRET}`],
    ['a value with a line break', `Cookie: ${SECRET}\r\nX: 1`],
    ['no name', `: ${SECRET}`],
    ['no colon', SECRET],
    ['a header of the probe', `Origin: ${SECRET}`],
  ])('stay out of the message about %s', async (_what, line) => {
    const ran = await corsage(['probe', server.origin, '-H', line])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).not.toContain(SECRET)
    expect(ran.stderr).toContain("Type -H 'Cookie: session=")
  })
})

describe('the number of requests', () => {
  test('is the one that was announced, and never more than the limit', async () => {
    const origins = fc.subarray([
      APP,
      'https://shop.vercel.app',
      'http://localhost:5173',
      'capacitor://localhost',
      'https://a.b.c.d.example',
    ])
    const words = fc.tuple(
      fc.integer({ min: 3, max: 90 }),
      origins,
      fc.boolean(),
      fc.constantFrom('GET', 'HEAD', 'POST'),
    )
    await fc.assert(
      fc.asyncProperty(words, async ([most, expected, hasSecret, method]) => {
        const methods = new Set<string>()
        const { received, probed, told } = await probeServer(
          (request, response) => {
            methods.add(request.method!)
            response.end()
          },
          [
            ...expected.flatMap((origin) => ['--origin', origin]),
            ...(hasSecret ? ['-H', 'Cookie: session=1234'] : []),
            ...['--method', method, '--max-requests', String(most)],
          ],
        )
        expect(received).toBeLessThanOrEqual(most)
        expect(probed.requests).toEqual({ announced: received, sent: received })
        expect(told).toContain(`Sending ${received} requests`)
        expect([...methods].filter((one) => ![method, 'OPTIONS'].includes(one))).toEqual([])
      }),
      { seed: 1, numRuns: 25 },
    )
  })

  test('is at most 60 by default', async () => {
    const origin = 'https://a.b.c.d.e.vercel.app'
    const { received, probed } = await probeServer(
      (_request, response) => response.end(),
      ['--origin', origin, '-H', 'Cookie: a=b'],
    )
    expect(received).toBeLessThanOrEqual(60)
    expect(probed.notes).toEqual([])
  })
})

describe('the command line', () => {
  test.each([
    [['probe', 'api.example.com/me'], 'Type https://api.example.com/me'],
    [['probe', 'ftp://example.com'], 'Type corsage probe https://api.example.com/'],
    [['probe', 'http://user:secret@'], 'Type corsage probe https://api.example.com/'],
    [['probe', 'http://localhost', '--origin', 'https://app.example.com/'], 'Type --origin https://app.example.com'],
    [['probe', 'http://localhost', '--origin', 'app'], 'Type --origin https://app.example.com'],
    [['probe', 'http://localhost', '--max-requests', '2'], 'Type corsage probe --max-requests 10'],
    [['probe', 'http://localhost', '--rate', 'fast'], 'Type corsage probe --rate 10'],
    [['probe', 'http://localhost', '--method', 'TRACE'], 'Type one of them'],
  ])('%j is refused', async (words, way) => {
    const ran = await corsage(words)
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toContain(way)
    expect(ran.stderr).not.toContain('secret')
  })

  test('a name with a private address needs --allow-private', async () => {
    const lookUp = (isPrivateAllowed: boolean) =>
      new Promise((resolve) => {
        const guarded = guardedLookup('localhost', { isPrivateAllowed, typedHosts: new Set() })
        guarded('localhost', { family: 4 }, (error, address) => resolve(error?.message ?? address))
      })
    expect(await lookUp(false)).toContain('localhost is at 127.0.0.1, on this machine or in a private network')
    expect(await lookUp(true)).toBe('127.0.0.1')
  })

  test('on a terminal, progress is shown and removed, and Ctrl-C ends at once', async () => {
    const line = (rate: string) => `corsage probe ${server.origin}/me --rate ${rate} --max-requests 9; echo "=== $?"`
    const surroundings = { cwd: ROOT, env: { NO_COLOR: '1' } }
    const full = await onTerminal(line('1000'), [], surroundings)
    expect(full).toContain('9 of 9: ')
    expect(full).toContain('=== 1')
    // What clears the line comes right before the result.
    expect(full).toContain(`${String.fromCharCode(27)}[2K${server.origin}/me: `)
    const ended = await onTerminal(line('1'), [['2 of 9', INTERRUPT]], surroundings)
    // The shell ends with it.
    expect(ended).not.toMatch(/3 of 9|findings|===/)
  })

  test('Ctrl-C ends at once', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'probe', `${server.origin}/me`, '--rate', '1'])
    await new Promise((resolve) => child.stderr.once('data', resolve))
    child.kill('SIGINT')
    const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.on('close', (...end) => resolve(end))
    })
    expect([status, signal]).toEqual([null, 'SIGINT'])
  })
})
