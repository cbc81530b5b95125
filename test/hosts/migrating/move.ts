import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'
import { type Observation, observeAll } from './requests.ts'

export const PAGE = 'docs/migrating.md'
export const LISTEN = `console.log('http://127.0.0.1:' + port)`

/** The two programs of a section, with the routes of the table added in the way of their framework. */
export interface Move {
  /** The heading of the section. */
  readonly heading: string
  /** Observes the answers before and after the move, and those of other programs that the section warns of. */
  readonly observe: () => Promise<readonly Readonly<Record<string, Observation>>[]>
  /** What is expected of the other programs. */
  readonly others?: readonly Readonly<Record<string, Observation>>[]
}

export type Change = readonly [part: string, by: string]
export type Files = Readonly<Record<string, string>>

/**
 * Replaces parts of a program.
 *
 * @throws if the program does not have each part exactly once
 */
export function change(program: string, changes: readonly Change[]): string {
  return changes.reduce((text, [part, by]) => replaceOnce(text, part, by), program)
}

/** Starts the server of each program, and sends the requests to both. */
export async function observeBoth(
  start: (which: string) => Promise<Running>,
): Promise<readonly Readonly<Record<string, Observation>>[]> {
  const servers = await Promise.all(['before', 'after'].map(start))
  try {
    return await Promise.all(servers.map((server) => observeAll(server)))
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()))
  }
}

interface Options {
  readonly runtime?: string
  /** The file to run, of the program before or after the move. */
  readonly main?: (which: string) => string
  readonly files?: Files
  readonly packages?: Files
}

/** A move between two programs that run by themselves. */
export function byProgram(
  heading: string,
  changes: readonly Change[],
  { runtime = 'node', main = (which) => `${which}.ts`, files, packages }: Options = {},
): Move {
  const edit = (program: string): string => change(program, changes)
  return {
    heading,
    observe: async () => {
      const project = await createProject(PAGE, heading, { ...files, 'before.ts': edit, 'after.ts': edit }, packages)
      const start = (which: string): Promise<Running> =>
        startRuntime(runtime, [main(which)], { PORT: '0' }, project.path)
      return observeBoth(start).finally(project.remove)
    },
  }
}

/** Programs that export an app with `fetch`. */
export const exported: Options = {
  main: (which: string) => `serve-${which}.ts`,
  files: Object.fromEntries(
    ['before', 'after'].map((which) => [
      `serve-${which}.ts`,
      `
        import { serve } from '@hono/node-server'
        import app from './${which}.ts'
        serve({ fetch: (request) => app.fetch(request, {}, {}), port: 0, hostname: '127.0.0.1' }, ({ port }) => ${LISTEN})
      `,
    ]),
  ),
}
