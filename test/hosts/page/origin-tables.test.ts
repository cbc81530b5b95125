import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOriginTable } from '../../../src/origins/index.ts'
import { expectBuild } from '../support/build.ts'
import { lines } from '../support/contract.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool, startWorker } from '../support/process.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const ACME = 'https://www.acme.example'
const UMBRELLA = 'https://www.umbrella.example'

let project: PageProject
let worker: Running | undefined
beforeAll(expectBuild)
afterAll(async () => {
  await worker?.stop()
  await project?.remove()
})

describe('a million origins in docs/tenants.md', () => {
  it('builds a table before a deployment, and reads it in a Worker', async () => {
    project = await createProject('docs/tenants.md', 'Building a table before a deployment', {
      'origins.tsv': `acme\t${ACME}\numbrella\t${UMBRELLA}\n`,
    })
    const { path } = project
    await runTool('node', ['build-table.ts'], path)
    expect(readOriginTable(await readFile(join(path, 'origins.table'))).size).toBe(2)
    await runTool(
      'wrangler',
      ['r2', 'object', 'put', 'tenants/origins.table', '--file', 'origins.table', '--local'],
      path,
    )
    worker = await startWorker(join(path, 'wrangler.toml'))
    const send = sendTo(worker.origin)
    const readers = async (tenant: string): Promise<string[]> => {
      // At once, so that most of them wait for the request that reads the table.
      const answers = await Promise.all(
        [ACME, UMBRELLA, 'null'].map((Origin) => send({ method: 'GET', path: `/${tenant}/`, headers: { Origin } })),
      )
      return answers.flatMap((answer) => lines(answer, 'access-control-allow-origin'))
    }
    expect(await readers('acme')).toEqual([ACME])
    expect(await readers('umbrella')).toEqual([UMBRELLA])
    expect(await readers('')).toEqual([])
    await worker.stop()
  })
})
