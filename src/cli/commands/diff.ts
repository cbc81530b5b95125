import type { Change } from '../../audit/index.ts'
import { defineCommand } from '../command/command.ts'
import { asUsage } from '../command/as-usage.ts'
import { UsageError } from '../command/usage-error.ts'
import { type Opened, openLegalPolicy, POLICY_DETAILS, sourceOf } from '../modules/open-policy.ts'
import { type Line, styled } from '../output/line.ts'
import { placesIn } from '../output/finding-lines.ts'
import { CHANGES_SCHEMA, objectSchema, SOURCE_SCHEMA } from '../schemas/schemas.ts'

export const diff = defineCommand({
  name: 'diff',
  summary: 'Compares two policies by what they permit',
  details: [
    'OLD and NEW are files with policies. The exit status is 1 if NEW permits something that OLD does not.',
    ...POLICY_DETAILS.map((words) => words.replace('FILE is', 'A file is')),
  ],
  positionals: {
    old: { summary: 'The file with the policy before the change' },
    new: { summary: 'The file with the policy after the change' },
  },
  flags: {
    export: { value: 'NAME', summary: 'Takes this export of both files' },
    'old-export': { value: 'NAME', summary: 'Takes this export of OLD' },
    'new-export': { value: 'NAME', summary: 'Takes this export of NEW' },
    origin: { value: 'ORIGIN', isRepeatable: true, summary: 'Also asks predicates about this origin' },
    'allow-widening': { summary: 'Makes the exit status 0 even if NEW permits more' },
  },
  formats: ['json', 'sarif', 'markdown'],
  examples: [
    { line: 'corsage diff old/policy.ts src/policy.ts', does: 'Says what a change permits, and fails if that is more' },
    {
      line: 'corsage diff old/policy.ts src/policy.ts --allow-widening --markdown',
      does: 'Writes the changes for a pull request',
    },
  ],
  schema: objectSchema({
    old: SOURCE_SCHEMA,
    new: SOURCE_SCHEMA,
    equal: { type: 'boolean' },
    widens: { type: 'boolean' },
    narrows: { type: 'boolean' },
    complete: { type: 'boolean', description: 'Whether all origins and paths were compared' },
    added: CHANGES_SCHEMA,
    removed: CHANGES_SCHEMA,
  }),
  run: async ({ positionals, flags }, context) => {
    if (positionals.old === '-' && positionals.new === '-') {
      throw new UsageError('OLD and NEW are both standard input', 'Type the path of a file in place of one -')
    }
    const before = await openLegalPolicy(positionals.old, flags['old-export'] ?? flags.export, context)
    const after = await openLegalPolicy(positionals.new, flags['new-export'] ?? flags.export, context)
    const { diff: compare, toMarkdown, toSarif } = await import('../../audit/index.ts')
    const found = await asUsage(
      () => compare(before.layer, after.layer, { origins: flags.origin }),
      'Type --origin https://app.example.com',
    )
    const { added, removed, widens, equal, complete } = found
    const verdict = equal ? 'permits exactly as much as' : widens ? 'permits more than' : 'permits less than'
    return {
      status: widens && !flags['allow-widening'] ? 1 : 0,
      text: [
        `${nameOf(after, before)} ${verdict} ${nameOf(before, after)}`,
        ...(complete ? [] : [{ spans: [styled('yellow', INCOMPLETE)] }]),
        ...section('Added', added),
        ...section('Removed', removed),
      ],
      json: { old: sourceOf(before), new: sourceOf(after), ...found },
      markdown: () => `## Added\n\n${toMarkdown(added)}\n## Removed\n\n${toMarkdown(removed)}`,
      sarif: () => toSarif(added, { uri: after.uri }),
    }
  },
})

/** The file, and the export if both are in one file. */
function nameOf({ uri, exported }: Opened, other: Opened): string {
  return uri === other.uri && exported !== undefined ? `${exported} of ${uri}` : uri
}

const INCOMPLETE =
  'Not every origin or path was compared, because a predicate decides or a table is very large: ask about more with --origin'

function section(title: string, changes: readonly Change[]): Line[] {
  return changes.length ? ['', { spans: [styled('bold', `${title}:`)] }, ...changes.flatMap(changeLines)] : []
}

function changeLines(change: Change): Line[] {
  const { rule, severity, message, witness, request } = change
  return [
    { indent: 2, hang: 4, spans: [styled('bold', rule), ` ${severity} at ${placesIn(change)}: ${message}`] },
    ...(request ? [witnessLine(request)] : witness === undefined ? [] : [{ indent: 6, spans: [`Origin: ${witness}`] }]),
  ]
}

function witnessLine({ method, url, headers }: NonNullable<Change['request']>): Line {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return { indent: 6, hang: 2, spans: [styled('dim', [method, ...(url ? [url] : []), ...lines].join(' | '))] }
}
