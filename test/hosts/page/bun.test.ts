import { expect, it } from 'vitest'
import { createProject } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'
import { echo } from '../support/socket.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const heading = 'HTML imports and WebSockets on Bun'
const files = {
  'index.html': '<!doctype html><title>Tulips</title><script type="module" src="./main.ts"></script>',
  'main.ts': 'document.title = "Roses"',
}

describeProject(
  'Bun',
  () => createProject('docs/hosts.md', heading, files),
  (path) => startRuntime('bun', ['server.ts'], { PORT: '0' }, path),
  [
    ['GET /', app, 200, null, /Tulips/],
    ['GET /users/7', app, 200, app, '{"id":"7","theme":null}'],
    ['GET /users/7', evil, 200, undefined, '{"id":"7","theme":null}'],
    ['PREFLIGHT /users/7', app, 204, app, ''],
    ['GET /chat', app, 426, app, 'Upgrade'],
  ],
  (server) => {
    it('keeps the data of a WebSocket', async () => {
      expect(await echo(`${server().origin}/chat`, 'hello', { Origin: app })).toBe('hall: hello')
    })
  },
)
