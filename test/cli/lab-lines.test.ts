import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAnswer } from '../../lab/page/model/header-lines.ts'
import { run } from '../../lab/page/model/run.ts'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import type { Scene } from '../../lab/page/scene/scene.ts'
import { commandsOf } from '../../lab/page/share/commands.ts'
import type { Explanation } from '../../src/explain/index.ts'
import { inShell } from '../../src/wording/in-shell.ts'
import { PROGRAM } from './corsage.ts'

let server: Server
let scene: Scene
let address: string

/** A server that answers as the lab's does in a scene. */
beforeAll(async () => {
  server = createServer(({ method, headers }, response) => {
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
    const { status, headers: lines } = readAnswer(isPreflight ? scene.preflight : scene.response)
    response.writeHead(status, lines.flat()).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})
afterAll(() => server.close())

async function codeInShell(line: string): Promise<string> {
  const program = [process.execPath, PROGRAM].map(inShell).join(' ')
  const script = `${line.replace(/^npx corsage/, program)} --json`
  // The exit status says whether the page can read the response.
  const { stdout } = await promisify(execFile)('sh', ['-c', script]).catch((error: { stdout: string }) => error)
  const { explanation } = JSON.parse(stdout) as { explanation: Pick<Explanation, 'verdict'> }
  return explanation.verdict.code ?? 'none'
}

const sceneOf = (id: string): Scene => EXAMPLES.find((example) => example.id === id)!.scene

test.each<[string, Scene, string]>([
  ['missing', sceneOf('missing'), 'acao-missing'],
  ['content-type', sceneOf('content-type'), 'preflight-header-not-allowed'],
  ['wildcard-credentials', sceneOf('wildcard-credentials'), 'acao-wildcard-with-credentials'],
  ['preflight-status', sceneOf('preflight-status'), 'preflight-status'],
  ['null-origin', sceneOf('null-origin'), 'acao-mismatch'],
  ['expose', sceneOf('expose'), 'none'],
  ['a PUT that nobody allows', { ...sceneOf('content-type'), method: 'PUT' }, 'preflight-method-not-allowed'],
  ['mode same-origin', { ...sceneOf('expose'), mode: 'same-origin' }, 'mode-same-origin'],
  ['hostile text', { ...sceneOf('missing'), headers: `Accept: '"$(exit 9)\` & #` }, 'preflight-acao-missing'],
])('the line of the lab says what the lab says: %s', async (_, example, code) => {
  scene = { ...example, url: `${address}/users?a=1&b='` }
  const result = await run(scene)
  expect('explanation' in result && (result.explanation.verdict.code ?? 'none')).toBe(code)
  expect(await codeInShell(commandsOf(scene).explain)).toBe(code)
})
