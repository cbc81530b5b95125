/**
 * Removes each line of the exported files, one at a time. Each removal has to keep the server from starting, or change an
 * answer. Run it by `npm run mutants:servers`, or for some servers: `npm run mutants:servers -- caddy`.
 */
import type { ExportedFiles } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { differencesOf } from './support/compare.ts'
import { POLICIES, REQUESTS, UPSTREAM } from './support/data.ts'
import type { RawRequest } from './support/exchange.ts'
import type { Exported } from './support/expected.ts'
import {
  OTHER_TIMING_REQUESTS,
  TABLE_REQUESTS,
  TABLES,
  TIMING_REQUESTS,
  TIMING_TABLE,
  TIMING_UPSTREAM,
  TWO_METHODS,
} from './support/tables.ts'
import { isInstalled, type Target, TARGETS } from './support/targets.ts'
import { startUpstream } from './support/upstream.ts'

const upstream = await startUpstream({ ...UPSTREAM, ...TIMING_UPSTREAM })

/**
 * Comments, origins of a list, because not every origin has a request, and methods that `Request` cannot have, which
 * `unusual.test.ts` tries. No other directive of Apache sets the header for timing in one row only.
 */
const UNTRIED =
  /^\s*(#.*|"[a-z+]+:.*|.*tenant-.*|"[^"]*trace[^"]*" ""|Header always unset Timing-Allow-Origin "expr.*)?$/

/** The files of a policy without one line, for each line. */
function* withoutLines(
  files: ExportedFiles['files'],
): Iterable<readonly [line: string, files: ExportedFiles['files']]> {
  for (const [name, text] of Object.entries(files).filter(([file]) => !/\.(lst|txt)$/.test(file))) {
    const lines = text.split('\n')
    for (const [at, line] of lines.entries())
      if (!UNTRIED.test(line)) yield [line, { ...files, [name]: lines.toSpliced(at, 1).join('\n') }]
  }
}

/** All policies and tables, with the requests that are sent to them. */
const TRIED: readonly (readonly [name: string, policy: Exported, requests: readonly RawRequest[]])[] = [
  ...POLICIES.map(([name, options]) => [name, cors(options), REQUESTS] as const),
  ...Object.entries({ ...TABLES, timing: TIMING_TABLE }).map(
    ([name, table]) =>
      [name, table, [...TABLE_REQUESTS, ...TWO_METHODS, ...TIMING_REQUESTS, ...OTHER_TIMING_REQUESTS]] as const,
  ),
]

/** A line that is needed for one policy of a table is needed for all. Each has another number. */
function kindOf(line: string): string {
  return line
    .trim()
    .replaceAll(/\bapi__\d+/g, 'api')
    .replaceAll(/(?<=\bapi__row\W+)\d+/g, '0')
}

/** The lines of the policies that no request needs. */
async function unneededLines(target: Target): Promise<string[]> {
  const needed = new Set<string>()
  const unneeded = new Map<string, string>()
  for (const [name, policy, requests] of TRIED) {
    const exported = exportTo(target, policy)
    if (!exported) continue
    const answersOf = (files: ExportedFiles['files']): Promise<string> =>
      differencesOf(target, policy, requests, upstream.port, files).then(
        (differences) => JSON.stringify(differences),
        () => 'does not start',
      )
    // oxlint-disable-next-line no-await-in-loop -- one server after the other
    const usual = await answersOf(exported)
    for (const [line, files] of withoutLines(exported)) {
      if (needed.has(kindOf(line))) continue
      // oxlint-disable-next-line no-await-in-loop -- one server after the other
      if ((await answersOf(files)) === usual) unneeded.set(line, name)
      else needed.add(kindOf(line))
    }
  }
  console.log(`${target.name}: ${needed.size} lines are needed`)
  return [...unneeded].filter(([line]) => !needed.has(kindOf(line))).map(([line, name]) => `${name}: ${line.trim()}`)
}

function exportTo(target: Target, policy: Exported): ExportedFiles['files'] | undefined {
  try {
    return target.export(policy).files
  } catch {
    // The server cannot follow this policy.
    return undefined
  }
}

const [wanted = ''] = process.argv.slice(2)
const chosen = TARGETS.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase())).filter(isInstalled)
for (const target of chosen)
  for (const line of await unneededLines(target)) {
    process.exitCode = 1
    console.log(`${target.name}: no request needs this line of the policy ${line}`)
  }
await upstream.stop()
