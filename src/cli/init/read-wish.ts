import { cors } from '../../index.ts'
import { PolicyError } from '../../policy/issues.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Context } from '../command/context.ts'
import { meantName } from '../command/meant-name.ts'
import { UsageError } from '../command/usage-error.ts'
import { ask } from '../terminal/ask.ts'
import { HOSTS } from './hosts.ts'
import { findHost, type Project } from './project.ts'

interface InitFlags {
  readonly host: string | undefined
  readonly origin: readonly string[]
  readonly method: readonly string[]
  readonly header: readonly string[]
  readonly credentials: boolean
}

/**
 * The host and the options, from the flags, the files of the project, and answers on the terminal.
 *
 * @throws {UsageError} if something is missing and nobody can be asked
 */
export async function readWish(
  flags: InitFlags,
  project: Project,
  { isInteractive }: Pick<Context, 'isInteractive'>,
): Promise<{ readonly host: string; readonly options: CorsOptions }> {
  const found = findHost(project)
  const isAsking = isInteractive && !flags.origin.length
  const host = flags.host ?? (isAsking ? await askHost(found) : (found ?? missing('the host', '--host workers')))
  const origin = flags.origin.length
    ? flags.origin
    : isAsking
      ? split(await askOrigins())
      : missing('the origins of the pages that may use your API', '--origin https://app.example.com')
  const credentials =
    flags.credentials || (isAsking && !isAny(origin) && (await askYes('Do pages send cookies or other credentials?')))
  const methods = !isAsking || flags.method.length ? flags.method : split(await askMethods())
  return {
    host,
    options: {
      origin: isAny(origin) ? '*' : origin,
      ...(credentials && { credentials }),
      ...(methods.length && { allowMethods: methods }),
      ...(flags.header.length && { allowHeaders: flags.header }),
    },
  }
}

function missing(what: string, way: string): never {
  throw new UsageError(`init does not know ${what}, and can ask only on a terminal`, `Type corsage init ${way}`)
}

function isAny(origin: readonly string[]): boolean {
  return origin.length === 1 && origin[0] === '*'
}

function split(answer: string): string[] {
  return answer.split(/[\s,]+/).filter(Boolean)
}

async function askHost(found: string | undefined): Promise<string> {
  const names = Object.keys(HOSTS)
  const check = (answer: string): string | undefined => {
    if (names.includes(answer)) return undefined
    const near = meantName(answer, names)
    return near ? `Did you mean ${near}?` : `Type one of ${enumerate(names)}`
  }
  return await ask('Which host?', check, found)
}

async function askOrigins(): Promise<string> {
  return await ask('Which origins may use your API, such as https://app.example.com?', (answer) => {
    const origin = split(answer)
    return origin.length ? faultOf({ origin: isAny(origin) ? '*' : origin }) : 'Type at least one origin'
  })
}

async function askMethods(): Promise<string> {
  const question = 'Which methods besides GET, HEAD and POST, such as PUT, DELETE?'
  return await ask(question, (answer) => faultOf({ origin: '*', allowMethods: split(answer) }))
}

async function askYes(question: string): Promise<boolean> {
  const check = (answer: string): string | undefined => (/^(y|yes|n|no)$/i.test(answer) ? undefined : 'Type yes or no')
  return /^y/i.test(await ask(question, check, 'no'))
}

/** What `cors()` says about options. */
function faultOf(options: CorsOptions): string | undefined {
  try {
    cors(options as { origin: string })
    return undefined
  } catch (error) {
    if (error instanceof PolicyError) return error.issues[0]?.message
    throw error
  }
}
