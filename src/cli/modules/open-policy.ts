import type { AuditedLayer } from '../../audit/audit.ts'
import { isLayer, type Layer } from '../../layer.ts'
import type { CorsOptions } from '../../policy/options.ts'
import type { PolicyIssue } from '../../policy/issues.ts'
import type { LiveLayer } from '../../rollout/index.ts'
import type { RouteTable } from '../../routes/index.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { quote } from '../../wording/quote.ts'
import type { Context } from '../command/context.ts'
import type { Flag } from '../command/flag.ts'
import { UsageError } from '../command/usage-error.ts'
import { chooseExport, isRows, POLICY_EXPORT } from './choose-export.ts'
import { findFile, type FoundFile, readText, uriOf } from './find-file.ts'
import { importModule } from './import-module.ts'
import { parseJson } from './parse-json.ts'

/** What the help of every command says that opens a policy. */
export const POLICY_DETAILS: readonly string[] = [
  'FILE is a module in TypeScript or JavaScript, whose code runs: open only files that you trust. It exports the result of cors() or routes(), or the options of cors(), as its default, as policy, as table, or as the only export of this kind. A file that ends in .json, and - for standard input, have the options of cors() or the rows of routes() as JSON.',
]

/** The flag that chooses among the exports of a file. */
export const EXPORT_FLAG = {
  value: 'NAME',
  summary: 'Takes this export of the file',
} as const satisfies Flag

/** What a file has. */
export interface Opened {
  readonly file: FoundFile
  /** The path from the current folder, with slashes. */
  readonly uri: string
  /** The name of the export. Missing for JSON. */
  readonly exported?: string
}

/** Where a policy comes from, as `--json` says it. */
export function sourceOf({ uri, exported }: Opened): { readonly file: string; readonly export?: string } {
  return { file: uri, ...(exported !== undefined && { export: exported }) }
}

/** A policy, a table, a layer, or options. */
export interface OpenedPolicy extends Opened {
  readonly layer: CorsOptions | AuditedLayer
}

/** A file whose policy `cors()` or `routes()` refused. */
export interface RefusedPolicy extends Opened {
  readonly issues: readonly PolicyIssue[]
}

/**
 * Opens the policy in a file. What `cors()` refuses is a result, because an audit reports it.
 *
 * @throws {UsageError} if the file has no policy, or does not load
 */
export async function openPolicy(
  typed: string,
  wanted: string | undefined,
  context: Context,
): Promise<OpenedPolicy | RefusedPolicy> {
  const file = findFile(typed, context)
  const opened = { file, uri: uriOf(file, context) }
  try {
    if (file.path !== undefined && !file.path.endsWith('.json')) {
      const { name, value } = chooseExport(await importModule(file.path, typed), wanted, typed)
      return { ...opened, exported: name, layer: await toLayer(value, `The export ${quote(name)} of ${quote(typed)}`) }
    }
    if (wanted !== undefined)
      throw new UsageError(`${quote(typed)} is JSON, which has no exports`, 'Leave out --export')
    const data = parseJson(await readText(file, context), typed, 'the options of cors(), or the rows of routes()')
    return { ...opened, layer: await toLayer(data, typed === '-' ? 'Standard input' : quote(typed)) }
  } catch (error) {
    const refused = issuesOf(error) ?? issuesOf((Object(error) as Error).cause)
    if (refused) return { ...opened, ...refused }
    throw error
  }
}

/** A policy or a table that `cors()` or `routes()` made. */
export interface LegalPolicy extends Opened {
  readonly layer: CorsPolicy | RouteTable
  /** Whether a guard of `csrf()` stands in front of the policy. */
  readonly isProtected: boolean
}

/**
 * Opens the policy in a file, and compiles it if the file has options. Of a layer of `live()` it is the current one, and
 * of `protect()` the policy without the guard.
 *
 * @throws {UsageError} also if `cors()` refuses it
 */
export async function openLegalPolicy(
  typed: string,
  wanted: string | undefined,
  context: Context,
): Promise<LegalPolicy> {
  const opened = await openPolicy(typed, wanted, context)
  const { cors } = await import('../../index.ts')
  let issues = 'issues' in opened ? opened.issues : undefined
  if ('layer' in opened) {
    const { layer } = opened
    const isProtected = isProtecting(layer)
    try {
      const isMade = isLayer(layer) && !isProtected
      const options = (isProtected ? (layer as Layer).options : layer) as CorsOptions
      return { ...opened, layer: isMade ? (layer as unknown as LegalPolicy['layer']) : cors(options), isProtected }
    } catch (error) {
      issues = issuesOf(error)?.issues
      if (!issues) throw error
    }
  }
  const messages = issues!.map(({ message }) => `\n- ${message}`).join('')
  throw new UsageError(`cors() refuses the policy in ${quote(typed)}:${messages}`, `Type corsage audit ${typed}`)
}

/** The layer that a layer of `live()` answers with now. */
function currentOf(layer: unknown): unknown {
  return isLayer(layer) && Object.hasOwn(layer, 'current') ? currentOf((layer as LiveLayer).current) : layer
}

/** Whether a layer is the result of `protect()`, which has the options of its policy, and a guard that nobody can see. */
export function isProtecting(layer: unknown): boolean {
  return isLayer(layer) && !Object.hasOwn(layer, 'decide') && layer.options !== undefined
}

async function toLayer(value: unknown, what: string): Promise<OpenedPolicy['layer']> {
  const known = currentOf(await value)
  if (typeof known !== 'object' || known === null || Array.isArray(known)) {
    throw new UsageError(`${what} is ${quote(known)}, expected a policy, or the options of cors()`, POLICY_EXPORT.way)
  }
  if (!isRows(known)) return known as OpenedPolicy['layer']
  const { routes } = await import('../../routes/index.ts')
  // The rows are checked when they run. They come from a file, so their types are not known.
  return routes(known as Parameters<typeof routes>[0])
}

/** The issues of a `PolicyError`, also of another copy of this package, which the file may have imported. */
function issuesOf(error: unknown): Pick<RefusedPolicy, 'issues'> | undefined {
  const { name, issues } = Object(error) as Partial<RefusedPolicy & Error>
  return name === 'PolicyError' && Array.isArray(issues) ? { issues } : undefined
}
