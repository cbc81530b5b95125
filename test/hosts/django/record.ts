import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DJANGO_DUMP } from '../../../src/import/index.ts'
import { PYTHON } from './python.ts'
import { FILES } from './site.ts'

/** A configuration of the site: settings, and what stands around them. */
export interface Site {
  readonly settings: { readonly [name: string]: unknown }
  readonly middleware?: readonly string[] | undefined
  /** The name of a listener of `check_request_enabled`. */
  readonly signal?: string | undefined
  /** Whether the site runs without `CorsMiddleware`. */
  readonly isWithout?: boolean
}

export type Sent = readonly [method: string, path: string, headers: readonly (readonly [name: string, value: string])[]]
export type Answer = readonly [
  status: number,
  headers: readonly (readonly [name: string, value: string])[],
  body: string,
]

/** What a site answers with `CorsMiddleware` and without, and what {@link DJANGO_DUMP} prints there. */
export interface Recording {
  readonly dump: string
  readonly with: readonly Answer[]
  readonly without: readonly Answer[]
}

/** Writes the files of the site into a new folder. */
export async function writeSite(): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'corsage-django-'))
  for (const [name, text] of Object.entries(FILES)) {
    // oxlint-disable-next-line no-await-in-loop -- a dozen small files
    await mkdir(dirname(join(folder, name)), { recursive: true })
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(join(folder, name), text)
  }
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** Sends requests to sites by WSGI, each site in a process of its own, and runs the command of the dump in it. */
export async function record(
  folder: string,
  sites: Readonly<Record<string, Site>>,
  requests: readonly Sent[],
): Promise<[name: string, recording: Recording][]> {
  const [, code] = /^python3 manage\.py shell -c '([^']+)'$/.exec(DJANGO_DUMP)!
  const run = promisify(execFile)(PYTHON, ['record.py'], { cwd: folder, maxBuffer: 2 ** 26 })
  run.child.stdin?.end(JSON.stringify({ sites, code, requests }))
  const lines = (await run).stdout.trim().split('\n')
  return lines.map((line) => JSON.parse(line) as [string, Recording])
}
