import { execFile } from 'node:child_process'
import { Buffer } from 'node:buffer'
import type { RequestListener } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createSecureServer } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../hosts/support/upstream.ts'
import { corsage } from '../corsage.ts'
import { APP } from './probe.ts'

const FAST = ['--origin', APP, '--timeout', '0.7']

/** A server that does with each connection what HTTP does not allow. */
async function listenRaw(
  talk: (socket: Socket) => void,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => talk(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/me`,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Writes again and again until the other side has enough. */
function repeat(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 5)
  socket.on('close', () => clearInterval(timer))
}

const OK = 'HTTP/1.1 200 OK\r\n'
const ALLOWED = `${OK}Vary: Origin\r\nContent-Length: 0\r\n\r\n`

describe('a server that breaks HTTP', () => {
  test.each<[string, (socket: Socket) => void, number, string]>([
    ['never answers', () => {}, 3, 'there was no response within 0.7 seconds'],
    [
      'never ends its headers',
      (socket) => {
        socket.write(OK)
        repeat(socket, 'x: 1\r\n')
      },
      3,
      'No answer',
    ],
    ['sends a byte at a time', (socket) => repeat(socket, 'H'), 3, 'No answer'],
    [
      'sends huge headers',
      (socket) => socket.write(`${OK}x: ${'a'.repeat(300_000)}\r\n\r\n`),
      3,
      "the response's headers are longer than browsers accept",
    ],
    [
      'sends many headers',
      (socket) => socket.end(`${OK}${'x: 1\r\n'.repeat(5000)}Access-Control-Allow-Origin: ${APP}\r\n\r\n`),
      0,
      `Can read without cookies: ${APP}`,
    ],
    [
      'sends control characters',
      (socket) => socket.write(`${OK}Access-Control-Allow-Origin: \u001B[31m\r\n\r\n`),
      0,
      String.raw`got "\u001b[31m"`,
    ],
    ['sends no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), 3, 'HTTP'],
    ['closes at once', (socket) => socket.end(), 3, 'the server closed the connection without a response'],
    [
      'closes within the headers',
      (socket) => socket.end(`${OK}x: 1\r\n`),
      3,
      'the server closed the connection without a response',
    ],
    [
      'never ends its body',
      (socket) => {
        socket.write(`${OK}Vary: Origin\r\n\r\n`)
        repeat(socket, 'data')
      },
      0,
      'expected-origin-refused',
    ],
    [
      'closes within the body',
      (socket) => socket.end(`${OK}Content-Length: 99\r\n\r\ndata`),
      0,
      'expected-origin-refused',
    ],
    [
      'sends bytes above ASCII',
      (socket) => socket.end(Buffer.from(`${OK}Access-Control-Allow-Origin: \u009B31m\u00FF\r\n\r\n`, 'latin1')),
      0,
      'allow-origin-invalid',
    ],
    [
      'switches protocols',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      3,
      'there was no response within 0.7 seconds',
    ],
  ])('%s', async (_what, talk, status, words) => {
    const { url, stop } = await listenRaw(talk)
    const ran = await corsage(['probe', url, ...FAST])
    await stop()
    expect(ran.stdout + ran.stderr).toContain(words)
    expect(ran).toMatchObject({ status, signal: null })
    // oxlint-disable-next-line no-control-regex -- what drives a terminal
    expect(ran.stdout + ran.stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/)
    expect(ran.stderr).not.toContain('    at ')
  })

  test('stops answering', async () => {
    let count = 0
    const { url, stop } = await listenRaw((socket) => {
      if (++count <= 5) socket.end(ALLOWED)
    })
    const ran = await corsage(['probe', url, ...FAST])
    await stop()
    expect(ran).toMatchObject({ status: 3 })
    expect(ran.stdout).toContain('The probe stopped after 10 requests: 5 requests got no answer')
  })

  test('asks for fewer requests', async () => {
    let count = 0
    const { origin, stop } = await listen((_request, response) => {
      count++
      response.writeHead(429).end()
    })
    const ran = await corsage(['probe', origin, ...FAST])
    await stop()
    expect(ran).toMatchObject({ status: 3 })
    expect(count).toBe(3)
  })
})

describe('a server that nobody reaches', () => {
  test('a port without a server', async () => {
    const { origin, stop } = await listen(() => {})
    await stop()
    const ran = await corsage(['probe', origin, ...FAST])
    expect(ran).toMatchObject({ status: 3, stdout: '' })
    expect(ran.stderr).toContain('nothing listens at this host and port')
  })

  test('a name without an address', async () => {
    const ran = await corsage(['probe', 'http://nobody.invalid/', ...FAST])
    expect(ran).toMatchObject({ status: 3, stdout: '' })
    expect(ran.stderr).toContain('the host name does not exist')
  })

  test('a port that browsers block', async () => {
    const ran = await corsage(['probe', 'http://127.0.0.1:6000/', ...FAST])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toContain('Port is 6000, which every browser blocks')
  })
})

describe('over TLS', () => {
  let folder: string
  let ca: string
  const servers: { close: () => void }[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corsage-tls-'))
    ca = join(folder, 'cert.pem')
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    await promisify(execFile)('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      join(folder, 'key.pem'),
      '-out',
      ca,
      ...names,
    ])
  })
  afterAll(async () => {
    for (const server of servers) server.close()
    await rm(folder, { recursive: true })
  })

  /** A server that reflects every origin, over HTTP/2 or HTTP/1.1. */
  const start = async (isHttp2: boolean): Promise<{ url: string; versions: Set<string> }> => {
    const [key, cert] = await Promise.all([readFile(join(folder, 'key.pem')), readFile(ca)])
    const versions = new Set<string>()
    const listener: RequestListener = (request, response) => {
      versions.add(request.httpVersion)
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      response.setHeader('access-control-allow-credentials', 'true')
      response.setHeader('vary', 'Origin')
      response.end('data')
    }
    const server = isHttp2
      ? createSecureServer({ key, cert, allowHTTP1: true }, listener as never)
      : createHttpsServer({ key, cert }, listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    return { url: `https://localhost:${(server.address() as AddressInfo).port}/me`, versions }
  }

  test('HTTP/2 is probed, if the server speaks it', async () => {
    const { url, versions } = await start(true)
    const ran = await corsage(['probe', url, '--origin', APP], { env: { NODE_EXTRA_CA_CERTS: ca } })
    expect(ran.stdout).toContain('high any-origin-with-credentials')
    expect(ran).toMatchObject({ status: 1 })
    expect([...versions]).toEqual(['2.0'])
  })

  test('HTTP/1.1 is probed otherwise', async () => {
    const { url, versions } = await start(false)
    const ran = await corsage(['probe', url, '--origin', APP], { env: { NODE_EXTRA_CA_CERTS: ca } })
    expect(ran).toMatchObject({ status: 1 })
    expect([...versions]).toEqual(['1.1'])
  })

  test('a certificate of a stranger is refused', async () => {
    const { url } = await start(true)
    const ran = await corsage(['probe', url, ...FAST])
    expect(ran).toMatchObject({ status: 3, stdout: '' })
    expect(ran.stderr).toContain('NODE_EXTRA_CA_CERTS')
  })
})

describe('private addresses', () => {
  test('a redirect to one is not followed', async () => {
    let isFollowed = false
    const inner = await listen((_request, response) => {
      isFollowed = true
      response.end()
    })
    const outer = await listen((_request, response) => {
      response.writeHead(302, { Location: inner.origin, 'Access-Control-Allow-Origin': APP, Vary: 'Origin' }).end()
    })
    const ran = await corsage(['probe', outer.origin, ...FAST])
    await Promise.all([inner.stop(), outer.stop()])
    expect(ran.stdout).toContain('info redirects')
    expect(isFollowed).toBe(false)
  })
})
