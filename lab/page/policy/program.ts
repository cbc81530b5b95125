import { installCommand } from '../../../src/cli/init/install-command.ts'
import { type MountFiles, mountFiles } from '../../../src/cli/init/mount-files.ts'
import { formatPolicy } from './format.ts'

/** The program for a host, and the command that adds the package. */
export interface Program extends MountFiles {
  readonly install: string
}

/** What `corsage init` takes for granted in an empty folder. */
const STYLE = { hasTypeScript: true, isModule: true, hasTsEndings: true }

/**
 * The program for a host with the policy that somebody wrote.
 *
 * @throws {TextProblem} if the text cannot be read
 */
export function programFor(host: string, text: string): Program {
  const { head, options, tail } = formatPolicy(text)
  const { policy, mount } = mountFiles(host, options, STYLE)
  const [imports = '', ...rest] = policy.content.split('\n\n')
  const content = [imports, [...head, rest.join('\n\n').trimEnd(), ...tail, ''].join('\n')].join('\n\n')
  return { install: installCommand({ has: () => false }, host), policy: { ...policy, content }, mount }
}
