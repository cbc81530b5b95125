import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { lines } from '../support/contract.ts'
import { createProject, type PageProject, replaceOnce } from '../support/page.ts'
import { runTool, startRuntime, startWorker } from '../support/process.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const added = 'https://added.example'

/** The origins that a server lets read, of the two. */
async function readers(server: Running): Promise<string[]> {
  const answers = await Promise.all(
    [app, added].map((Origin) => sendTo(server.origin)({ method: 'GET', path: '/', headers: { Origin } })),
  )
  return answers.flatMap((answer) => lines(answer, 'access-control-allow-origin'))
}

const HEADING = 'Replacing a policy without a deployment'

let project: PageProject
let server: Running | undefined
beforeAll(expectBuild)
afterAll(async () => {
  await server?.stop()
  await project?.remove()
})

describe('docs/rollout.md', () => {
  it('replaces the origins of a server when their file changes, and keeps them if it is invalid', async () => {
    project = await createProject('docs/rollout.md', HEADING, {
      'origins.txt': app,
      'server.ts': (program) =>
        replaceOnce(
          program,
          `server.listen(process.env['PORT'] ?? 3000)`,
          `server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + (server.address() as { port: number }).port))`,
        ),
    })
    server = await startRuntime('node', ['server.ts'], {}, project.path)
    expect(await readers(server)).toEqual([app])
    const write = async (text: string): Promise<void> => {
      await writeFile(join(project.path, 'new.txt'), text)
      await rename(join(project.path, 'new.txt'), join(project.path, 'origins.txt'))
    }
    await write(`${app}, ${added}`)
    await expect.poll(() => readers(server!)).toEqual([app, added])
    await write('https://*')
    await new Promise((wake) => setTimeout(wake, 200))
    expect(await readers(server)).toEqual([app, added])
    await write(added)
    await expect.poll(() => readers(server!)).toEqual([added])
    await server.stop()
  })

  it('replaces the origins of a Worker by those in KV', async () => {
    await project.remove()
    project = await createProject('docs/rollout.md', HEADING, {
      'src/index.ts': (program) => replaceOnce(program, '60_000', '0'),
    })
    const put = (origins: string) =>
      runTool('wrangler', ['kv', 'key', 'put', 'origins', origins, '--local', '--binding', 'CONFIG'], project.path)
    await put(added)
    server = await startWorker(join(project.path, 'wrangler.toml'))
    // The first request begins before KV has answered.
    expect(await readers(server)).toContain(app)
    await expect.poll(() => readers(server!)).toEqual([added])
    await server.stop()
  })
})
