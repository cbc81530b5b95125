import type { Finding, Severity } from '../../audit/index.ts'
import type { AuditRoute, AuditSettings } from '../../audit/settings.ts'
import type { Context } from '../command/context.ts'
import type { Flags, FlagValues } from '../command/flag.ts'
import { asUsage } from '../command/as-usage.ts'
import { findFile, readText } from '../modules/find-file.ts'
import { parseJson } from '../modules/parse-json.ts'
import {
  EXPORT_FLAG,
  isProtecting,
  type Opened,
  type OpenedPolicy,
  openPolicy,
  type RefusedPolicy,
} from '../modules/open-policy.ts'

/** The flags of the commands that audit. */
export const AUDIT_FLAGS = {
  export: EXPORT_FLAG,
  stage: {
    value: 'STAGE',
    choices: ['trial', 'stable'],
    summary: 'Says whether the policy may still change, or you are sure of it',
  },
  environment: {
    value: 'ENVIRONMENT',
    choices: ['production', 'staging', 'development', 'test'],
    summary: 'Says where the policy is used: loopback origins are dangerous in production',
  },
  self: {
    value: 'ORIGIN',
    isRepeatable: true,
    summary: 'Names an origin that the policy answers at, whose neighbours a predicate is asked about',
  },
  routes: { value: 'FILE', summary: 'Names a JSON file with the routes under the policy, as docs/audit.md has them' },
  'public-suffixes': {
    value: 'FILE',
    summary: 'Names a file with public suffixes, such as the Public Suffix List',
  },
  csrf: { summary: 'Says that the routes are protected against CSRF' },
  'fail-on': {
    value: 'SEVERITY',
    choices: ['high', 'medium', 'low'],
    fallback: 'low',
    summary: 'Sets the lowest severity that makes the exit status 1; info never does',
  },
} as const satisfies Flags

/** From the gravest on. `info` never fails. */
const SEVERITIES: readonly Severity[] = ['error', 'high', 'medium', 'low']

/** The file, its findings, and whether they fail. */
export interface AuditedFile {
  readonly opened: Opened
  readonly findings: readonly Finding[]
  readonly isFailure: boolean
}

/** Audits the policy in a file. What `cors()` refuses are findings as well. */
export async function auditFile(
  typed: string,
  flags: FlagValues<typeof AUDIT_FLAGS>,
  context: Context,
): Promise<AuditedFile> {
  const opened = await openPolicy(typed, flags.export, context)
  const findings = await ('issues' in opened ? readIssues(opened) : askAudit(opened, flags, context))
  const failing = new Set(SEVERITIES.slice(0, SEVERITIES.indexOf(flags['fail-on']) + 1))
  return { opened, findings, isFailure: findings.some(({ severity }) => failing.has(severity)) }
}

async function readIssues({ issues }: RefusedPolicy): Promise<readonly Finding[]> {
  const { issueFinding } = await import('../../audit/report/issue-finding.ts')
  return issues.map(issueFinding)
}

async function askAudit(
  { layer }: OpenedPolicy,
  { stage, environment, self, csrf, routes, 'public-suffixes': suffixes }: FlagValues<typeof AUDIT_FLAGS>,
  context: Context,
): Promise<readonly Finding[]> {
  const { audit } = await import('../../audit/index.ts')
  const settings: AuditSettings = {
    stage,
    environment,
    ...(self.length && { self }),
    csrf: csrf || isProtecting(layer),
    ...(routes !== undefined && { routes: await readRoutes(routes, context) }),
    ...(suffixes !== undefined && { publicSuffixes: await readText(findFile(suffixes, context), context) }),
  }
  return await asUsage(() => audit(layer, settings), 'See corsage audit --help')
}

/** The routes in a file. `audit` checks them. */
async function readRoutes(typed: string, context: Context): Promise<readonly AuditRoute[]> {
  const source = await readText(findFile(typed, context), context)
  return parseJson(source, typed, 'a list of routes') as readonly AuditRoute[]
}
