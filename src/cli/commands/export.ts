import type { ExportedFiles, ExportIssue } from '../../export/index.ts'
import type { RouteTable } from '../../routes/index.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { quote } from '../../wording/quote.ts'
import { asUsage } from '../command/as-usage.ts'
import { defineCommand } from '../command/command.ts'
import { UsageError } from '../command/usage-error.ts'
import { EXPORT_FLAG, type LegalPolicy, openLegalPolicy, POLICY_DETAILS, sourceOf } from '../modules/open-policy.ts'
import { writeFiles } from '../modules/write-files.ts'
import { type Line, styled } from '../output/line.ts'
import { NOTES_SCHEMA, objectSchema, SOURCE_MEMBER } from '../schemas/schemas.ts'
import { TARGETS } from './export-targets.ts'

const NAMES = Object.keys(TARGETS)

export const exportPolicy = defineCommand({
  name: 'export',
  summary: 'Writes a policy, or a table of policies, as the configuration of a server or a platform',
  details: [
    'The files go to standard output, or to a folder with --out. What the target does differently goes to standard error. The exit status is 1 if the target cannot follow the policy.',
    ...POLICY_DETAILS,
  ],
  positionals: { file: { summary: 'The file with the policy' } },
  flags: {
    to: { value: 'TARGET', choices: NAMES, summary: 'Names the server or the platform' },
    name: {
      value: 'NAME',
      fallback: 'cors',
      summary: 'Begins the names of files, variables and lists: lower-case letters, digits and single _',
    },
    out: { value: 'FOLDER', summary: 'Writes the files into this folder' },
    force: { summary: 'Replaces files that are there' },
    'headers-more': { summary: 'Says that nginx has the module headers-more' },
    dbm: { summary: 'Lets Apache look origins up in a database file' },
    export: EXPORT_FLAG,
  },
  formats: ['json'],
  examples: [
    { line: 'corsage export src/policy.ts --to nginx --name api --out nginx', does: 'Writes two files for nginx' },
    { line: 'corsage export src/policy.ts --to caddy > cors.caddy', does: 'Writes the only file for Caddy' },
  ],
  schema: objectSchema({
    ...SOURCE_MEMBER,
    target: { enum: NAMES },
    files: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'The contents by name; empty if the target cannot follow the policy',
    },
    notes: NOTES_SCHEMA,
    issues: {
      type: 'array',
      items: objectSchema(
        {
          code: { type: 'string', description: 'A code of docs/export.md' },
          option: { type: 'string' },
          target: { enum: NAMES },
          message: { type: 'string' },
        },
        { row: { type: 'string', description: 'The key of the row, in a table' } },
      ),
      description: 'Why the target cannot follow the policy',
    },
  }),
  run: async ({ positionals, flags }, context) => {
    const { to: target, out } = flags
    if (target === undefined) {
      throw new UsageError(
        'export needs the name of a server or a platform',
        `Type corsage export ${positionals.file} --to ${NAMES[0]}, or another of ${enumerate(NAMES.slice(1))}`,
      )
    }
    const { name } = flags
    const options = { name, ...targetOptions(target, { 'headers-more': flags['headers-more'], dbm: flags.dbm }) }
    const opened = await openLegalPolicy(positionals.file, flags.export, context)
    const { files, notes, issues } = await emit(target, exportable(opened, target), options)
    if (out !== undefined)
      await writeFiles(
        inFolder(files, out),
        { isForced: flags.force, way: 'Type --force to replace what is there' },
        context,
      )
    await context.tell(
      ...notes.map(({ message }): Line => ({ hang: 6, spans: [styled('yellow', 'note:'), ` ${message}`] })),
    )
    const written = out === undefined ? printed(files) : Object.keys(inFolder(files, out))
    return {
      status: issues.length ? 1 : 0,
      text: issues.length ? refusal(target, issues) : written,
      json: { source: sourceOf(opened), target, files, notes, issues },
    }
  },
})

/** The options of a target that flags set. */
function targetOptions(target: string, given: Readonly<Record<string, boolean>>): Record<string, boolean> {
  const known = TARGETS[target]?.flags ?? {}
  const set = Object.keys(given).filter((flag) => given[flag])
  const foreign = set.find((flag) => !Object.hasOwn(known, flag))
  if (foreign !== undefined) {
    const owner = NAMES.find((name) => Object.hasOwn(TARGETS[name]?.flags ?? {}, foreign))
    throw new UsageError(`--${foreign} is only for ${owner}, and --to is ${target}`, `Leave out --${foreign}`)
  }
  return Object.fromEntries(set.map((flag) => [known[flag]!, true]))
}

/** Names of servers that take a table. */
const TAKE_TABLES = NAMES.filter((name) => TARGETS[name]?.takesTables)

function exportable({ layer, isProtected, file }: LegalPolicy, target: string): CorsPolicy | RouteTable {
  if (isProtected) {
    throw new UsageError(
      `${quote(file.typed)} has a guard against CSRF in front of its policy, which no server can follow`,
      'Export the policy as well, and type --export with its name',
    )
  }
  if (!Object.hasOwn(layer, 'rows') || TAKE_TABLES.includes(target)) return layer
  throw new UsageError(
    `${quote(file.typed)} has a table of policies, and ${target} takes one policy`,
    `Type one of ${TAKE_TABLES.join(', ')} after --to, or export the policy of one row and type --export with its name`,
  )
}

async function emit(
  target: string,
  policy: CorsPolicy | RouteTable,
  options: { readonly name: string },
): Promise<ExportedFiles & { readonly issues: readonly ExportIssue[] }> {
  const { ExportError, ...emitters } = await import('../../export/index.ts')
  const emitter = (emitters as Readonly<Record<string, Emitter>>)[TARGETS[target]!.emitter]!
  try {
    const exported = await asUsage(() => emitter(policy, options), 'Type another --name')
    return { ...exported, issues: [] }
  } catch (error) {
    if (!(error instanceof ExportError)) throw error
    return { files: {}, notes: [], issues: error.issues }
  }
}

type Emitter = (policy: CorsPolicy | RouteTable, options: { readonly name: string }) => ExportedFiles

function inFolder(files: ExportedFiles['files'], folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder.replace(/\/$/, '')}/${name}`, text]))
}

/** The only file as it is, or all files with their names. */
function printed(files: ExportedFiles['files']): Line[] {
  const entries = Object.entries(files)
  if (entries.length === 1) return [{ content: entries[0]![1] }]
  return entries.flatMap(([name, content]) => [{ spans: [styled('bold', `==> ${name} <==`)] }, { content }, ''])
}

function refusal(target: string, issues: readonly ExportIssue[]): Line[] {
  return [
    `${target} cannot follow this policy (${issues.length}):`,
    ...issues.map(({ code, option, row, message }): Line => ({
      indent: 2,
      hang: 2,
      spans: [styled('red', code), ` at ${option}${row === undefined ? '' : ` of ${quote(row)}`}: ${message}`],
    })),
  ]
}
