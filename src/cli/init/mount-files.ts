import { HOSTS } from './hosts.ts'
import { type FileStyle, specifierOf } from './specifier.ts'

/** A file, and what it is for. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

/** The file with the policy, and the one that mounts it. */
export interface MountFiles {
  readonly policy: PlannedFile
  readonly mount: PlannedFile
}

/**
 * The program for a host.
 *
 * @param options the options of `cors()`, as TypeScript
 * @param folder where the files of the project are: empty, or a path that ends in `/`
 */
export function mountFiles(host: string, options: string, style: FileStyle, folder: string = ''): MountFiles {
  const { policy, mount, imports, code, isBundled } = HOSTS[host]!
  const ending = style.hasTypeScript ? '.ts' : style.isModule ? '.js' : '.mjs'
  const paths = {
    policy: `${folder}${policy}${ending}`,
    mount: `${folder}${mount}${host === 'react-router' && style.hasTypeScript ? '.tsx' : ending}`,
  }
  const specifier = specifierOf(paths.mount, paths.policy, Boolean(isBundled), style)
  const lines = [...imports, `import { policy } from '${specifier}'`]
  return {
    policy: { path: paths.policy, content: policyText(options) },
    mount: { path: paths.mount, content: [...lines, '', code].join('\n') },
  }
}

function policyText(options: string): string {
  return `import { cors } from 'corsage'

/** Which pages of other origins may use this API, and how. */
export const policy = cors(${options})
`
}
