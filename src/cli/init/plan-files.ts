import { posix } from 'node:path'
import type { CorsOptions } from '../../policy/options.ts'
import { sourceText } from '../modules/source-text.ts'
import { type MountFiles, mountFiles, type PlannedFile } from './mount-files.ts'
import type { Project } from './project.ts'
import { type Runner, RUNNERS } from './runners.ts'
import { specifierOf } from './specifier.ts'
import { pagesFor, testText } from './test-text.ts'

/** What the user wants. */
export interface Wish {
  readonly host: string
  readonly runner: string
  readonly options: CorsOptions
}

export interface Planned extends MountFiles {
  readonly test: PlannedFile
}

/** The files for a host: the policy, where it is mounted, and its test. */
export function planFiles({ host, runner, options }: Wish, project: Project): Planned {
  const known = RUNNERS[runner]!
  // Next.js has its files in src, if the routes are there.
  const folder = host === 'next' && project.has('src/app') ? 'src/' : ''
  const files = mountFiles(host, sourceText(options), project, folder)
  const test = files.policy.path.replace(/(\.\w+)$/, '.test$1')
  const ofTest = importOfTest(known, test, files.policy.path, project)
  return { ...files, test: { path: test, content: testText(known, ofTest, pagesFor(options), options) } }
}

function importOfTest({ isBundled }: Runner, test: string, policy: string, project: Project): string {
  if (isBundled) return specifierOf(test, policy, true, project)
  // Runtimes that run TypeScript themselves find files by their real names.
  return `./${posix.basename(policy)}`
}
