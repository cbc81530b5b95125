import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BROWSERS, openDisplay, openPage } from '../engines/driver/browsers.ts'
import { installedEngines } from '../engines/driver/installed.ts'
import { type BuiltLab, buildLab } from './build.ts'

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' }

/** Chromium has tests of its own. */
const ENGINES = installedEngines().filter((engine) => engine !== 'chromium')

let lab: BuiltLab
let server: Server
let url: string
let tell: (report: unknown) => void

beforeAll(async () => {
  lab = buildLab()
  server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    if (name === 'report') {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        response.end()
        tell(JSON.parse(text))
      })
      return
    }
    const file = name === 'journey.js' ? 'test/lab/journey.js' : join(lab.folder, name)
    if (!existsSync(file)) return response.writeHead(404).end()
    const content = readFileSync(file, 'utf8')
    response.setHeader('Content-Type', TYPES[extname(name)] ?? 'text/plain')
    return response.end(content.replace('</head>', '<script type="module" src="/journey.js"></script></head>'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://localhost:${String((server.address() as AddressInfo).port)}/`
})
afterAll(() => {
  server?.closeAllConnections()
  server?.close()
  lab?.remove()
})

test.each(ENGINES)('%s: each example has its verdict, and its first fix works', async (name) => {
  const engine = BROWSERS[name]
  const display = engine.needsDisplay ? await openDisplay() : undefined
  const reported = new Promise((resolve) => {
    tell = resolve
  })
  const page = openPage(engine, engine.find()!, url, display)
  try {
    expect(await Promise.race([reported, page.ended])).toEqual({
      missing: ['acao-missing', 'good'],
      'content-type': ['preflight-header-not-allowed', 'good'],
      method: ['preflight-method-not-allowed', 'good'],
      'wildcard-credentials': ['acao-wildcard-with-credentials', 'good'],
      'preflight-status': ['preflight-status', 'good'],
      redirect: ['preflight-redirect', 'good'],
      'trailing-slash': ['acao-mismatch', 'good'],
      'two-values': ['acao-multiple', 'good'],
      'http-https': ['acao-mismatch', 'good'],
      'null-origin': ['acao-mismatch', 'good'],
      authorization: ['preflight-header-not-allowed', 'good'],
      expose: ['none', 'good'],
    })
  } finally {
    await page.close()
    await display?.close()
  }
})
