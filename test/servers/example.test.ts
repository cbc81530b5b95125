import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { copyExample } from '../hosts/support/copy.ts'
import { freePort } from '../hosts/support/free-port.ts'
import { runTool, startRuntime } from '../hosts/support/process.ts'
import { answerOf } from './support/answer.ts'
import { exchange } from './support/exchange.ts'
import { startServer } from './support/start.ts'
import { isInstalled, TARGETS } from './support/targets.ts'

const app = 'https://pr-7.preview.example.com'
const asks = ['Access-Control-Request-Method', 'PUT'] as const

describe.each(TARGETS.filter(({ name }) => name === 'nginx').filter(isInstalled))('examples/nginx', ({ needs }) => {
  test('answers preflights before the application, and shares its answers with the listed origins', async () => {
    const { path, remove } = await copyExample('examples/nginx', [])
    await runTool('node', ['export.ts'], path)
    const [application, port] = await Promise.all([
      startRuntime('node', ['server.ts'], { PORT: '0' }, path),
      freePort(),
    ])
    const main = await readFile(join(path, 'nginx.conf'), 'utf8')
    const changed = main.replace('8080', String(port)).replace('8081', new URL(application.origin).port)
    await writeFile(join(path, 'nginx.conf'), changed)
    const nginx = await startServer(needs[0]!, ['-p', path, '-c', 'nginx.conf', '-e', 'stderr'], port)
    const ask = (
      method: string,
      origin: string,
      ...more: readonly (readonly [string, string])[]
    ): ReturnType<typeof exchange> => exchange(port, { method, path: '/todo', headers: [['Origin', origin], ...more] })
    const [preflight, refused, missing] = await Promise.all([
      ask('OPTIONS', app, asks),
      ask('OPTIONS', 'https://evil.example', asks),
      ask('GET', app),
    ])
    await Promise.all([nginx.stop(), application.stop()])
    await remove()
    expect([answerOf(preflight).status, answerOf(preflight).ac]).toEqual([
      204,
      { 'allow-headers': 'content-type', 'allow-methods': 'GET, PUT', 'allow-origin': app },
    ])
    expect([answerOf(refused).status, answerOf(refused).ac]).toEqual([204, {}])
    expect([missing.status, missing.body, answerOf(missing).ac['allow-origin']]).toEqual([
      404,
      expect.stringContaining('No such note'),
      app,
    ])
  })
})
