import { dirname, posix } from 'node:path'
import type { CorsOptions } from '../../policy/options.ts'
import { sourceText } from '../modules/source-text.ts'
import { HOSTS } from './hosts.ts'
import type { Project } from './project.ts'
import { type Runner, RUNNERS } from './runners.ts'
import { pagesFor, testText } from './test-text.ts'

/** What the user wants. */
export interface Wish {
  readonly host: string
  readonly runner: string
  readonly options: CorsOptions
}

/** A file, and what it is for. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

export interface Planned {
  readonly policy: PlannedFile
  readonly mount: PlannedFile
  readonly test: PlannedFile
}

/** The files for a host: the policy, where it is mounted, and its test. */
export function planFiles({ host, runner, options }: Wish, project: Project): Planned {
  const { policy, mount, imports, code, isBundled } = HOSTS[host]!
  const known = RUNNERS[runner]!
  const ending = project.hasTypeScript ? '.ts' : project.isModule ? '.js' : '.mjs'
  // Next.js has its files in src, if the routes are there.
  const folder = host === 'next' && project.has('src/app') ? 'src/' : ''
  const paths = {
    policy: `${folder}${policy}${ending}`,
    mount: `${folder}${mount}${host === 'react-router' && project.hasTypeScript ? '.tsx' : ending}`,
  }
  const test = paths.policy.replace(/(\.\w+)$/, '.test$1')
  const lines = [
    ...imports,
    `import { policy } from '${specifierOf(paths.mount, paths.policy, Boolean(isBundled), project)}'`,
  ]
  const ofTest = importOfTest(known, test, paths.policy, project)
  return {
    policy: { path: paths.policy, content: policyText(options) },
    mount: { path: paths.mount, content: [...lines, '', code].join('\n') },
    test: { path: test, content: testText(known, ofTest, pagesFor(options), options) },
  }
}

function importOfTest({ isBundled }: Runner, test: string, policy: string, project: Project): string {
  if (isBundled) return specifierOf(test, policy, true, project)
  // Runtimes that run TypeScript themselves find files by their real names.
  return `./${posix.basename(policy)}`
}

/** How a file imports another one. */
function specifierOf(from: string, to: string, isEndless: boolean, { hasTypeScript, hasTsEndings }: Project): string {
  const path = posix.relative(dirname(from), to).replace(/^(?!\.)/, './')
  if (!hasTypeScript) return path
  return isEndless ? path.replace(/\.ts$/, '') : hasTsEndings ? path : path.replace(/\.ts$/, '.js')
}

function policyText(options: CorsOptions): string {
  return `import { cors } from 'corsage'

/** Which pages of other origins may use this API, and how. */
export const policy = cors(${sourceText(options)})
`
}
