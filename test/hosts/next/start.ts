import { createProject, type PageProject, type ProjectFile } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'

/** The folder with the packages of Next.js. */
export const FOLDER = 'test/hosts/next'

/** Makes a project of the programs under a heading of docs/hosts.md. The type check of `next build` is strict. */
export function createNext(heading: string, files: Readonly<Record<string, ProjectFile>>): Promise<PageProject> {
  const common = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
    'app/layout.tsx': `
      import type { ReactNode } from 'react'
      export default ({ children }: { children: ReactNode }) => <html><body>{children}</body></html>
    `,
  }
  return createProject('docs/hosts.md', heading, { ...common, ...files }, {}, FOLDER)
}

const ADDRESS = ['-H', '127.0.0.1', '-p', '0']

/** Builds a project of Next.js, which also checks its types, and starts the build as in production. */
export async function startNext(path: string): Promise<Running> {
  await runTool('next', ['build'], path)
  return startRuntime('next', ['start', ...ADDRESS], {}, path)
}

/** Starts a project of Next.js as its developer does. */
export function startDevelopment(path: string): Promise<Running> {
  return startRuntime('next', ['dev', ...ADDRESS], {}, path)
}
