import type { ImportFinding } from '../../import/index.ts'
import { quote } from '../../wording/quote.ts'
import { asUsage } from '../command/as-usage.ts'
import { defineCommand } from '../command/command.ts'
import type { Context } from '../command/context.ts'
import { UsageError } from '../command/usage-error.ts'
import { chooseExport, OBJECT_EXPORT } from '../modules/choose-export.ts'
import { findFile, readText, uriOf } from '../modules/find-file.ts'
import { importModule } from '../modules/import-module.ts'
import { EXPORT_FLAG } from '../modules/open-policy.ts'
import { parseJson } from '../modules/parse-json.ts'
import { type Line, styled } from '../output/line.ts'
import type { Result } from '../output/result.ts'
import { NOTES_SCHEMA, objectSchema, SOURCE_MEMBER } from '../schemas/schemas.ts'
import { codeOf, type Imported, isPlain, type Settings } from './import-code.ts'
import { SOURCES } from './import-sources.ts'

const NAMES = Object.keys(SOURCES)
const ALSO_CALLED = Object.fromEntries(
  Object.entries(SOURCES).flatMap(([name, { alsoCalled }]) => alsoCalled.map((other) => [other, name])),
)
const DUMPED = NAMES.filter((name) => SOURCES[name]?.dump)

export const importPolicy = defineCommand({
  name: 'import',
  summary: 'Makes a policy from the settings of other software',
  details: [
    'It prints a TypeScript module. The differences go to standard error. The exit status is 1 if a setting is refused.',
    'FILE is JSON, also from standard input with -, or a module that exports the settings, whose code runs: open only files that you trust.',
  ],
  positionals: { file: { summary: 'The file with the settings', isOptional: true } },
  flags: {
    from: { value: 'SOURCE', choices: NAMES, alsoCalled: ALSO_CALLED, summary: 'Names the software' },
    dump: { value: 'SOURCE', choices: DUMPED, summary: 'Prints the command that prints its settings as JSON' },
    export: EXPORT_FLAG,
  },
  formats: ['json'],
  examples: [
    { line: 'corsage import --dump django > dump.sh', does: 'Writes the command to run in the folder of manage.py' },
    {
      line: 'corsage import settings.json --from django > cors.ts',
      does: 'Makes a policy from what that command prints',
    },
  ],
  schema: {
    anyOf: [
      objectSchema(
        {
          ...SOURCE_MEMBER,
          from: { enum: NAMES },
          notes: NOTES_SCHEMA,
          refusals: NOTES_SCHEMA,
        },
        {
          code: { type: 'string', description: 'The policy as TypeScript; missing if a setting is refused' },
          options: { type: 'object', description: 'Options for cors(); missing if one of them is a function' },
          routes: { type: 'object', description: 'Rows for routes(), if the policy is not for all paths' },
          csrf: { type: 'object', description: 'Options for csrf()' },
        },
      ),
      objectSchema({ from: { enum: DUMPED }, dump: { type: 'string', description: 'The command to run' } }),
    ],
  },
  run: async ({ positionals, flags }, context) => {
    if (flags.dump) return await printDump(flags.dump)
    const { file } = positionals
    const { from } = flags
    if (file === undefined || from === undefined) {
      throw new UsageError(
        `import needs ${file === undefined ? 'FILE, the file with the settings' : 'the name of the software'}`,
        `Type corsage import ${file ?? 'settings.json'} --from ${from ?? NAMES.join('|')}`,
      )
    }
    return await importFile(file, from, flags.export, context)
  },
})

async function printDump(name: string): Promise<Result> {
  const commands: Readonly<Record<string, unknown>> = await import('../../import/index.ts')
  const dump = String(commands[SOURCES[name]!.dump!])
  return { status: 0, text: [{ content: dump }], json: { from: name, dump } }
}

async function importFile(typed: string, from: string, wanted: string | undefined, context: Context): Promise<Result> {
  const settings = await openSettings(typed, wanted, context)
  const importers: Readonly<Record<string, unknown>> = await import('../../import/index.ts')
  const importer = importers[SOURCES[from]!.importer] as Importer
  const { notes, refusals, ...imported } = await asUsage(
    () => importer(settings.value),
    `Give it the settings of ${from} as JSON${SOURCES[from]?.dump ? `, which corsage import --dump ${from} prints` : ''}`,
  )
  const code = refusals.length ? undefined : codeOf(imported, from, settings)
  await context.tell(...notes.flatMap((note) => findingLines(note, 'note')))
  const uri = uriOf(findFile(typed, context), context)
  return {
    status: code === undefined ? 1 : 0,
    text:
      code === undefined
        ? [
            `${uri} has settings that have no safe translation (${refusals.length}):`,
            ...refusals.flatMap((one) => findingLines(one, one.code)),
          ]
        : [{ content: code }],
    json: {
      source: { file: uri, ...(settings.module && { export: settings.module.name }) },
      from,
      ...(code !== undefined && { code, ...(isPlain(imported) && imported) }),
      notes,
      refusals,
    },
  }
}

type Importer = (settings: unknown) => Imported & {
  readonly notes: readonly ImportFinding<string>[]
  readonly refusals: readonly ImportFinding<string>[]
}

async function openSettings(typed: string, wanted: string | undefined, context: Context): Promise<Settings> {
  const file = findFile(typed, context)
  if (file.path === undefined || file.path.endsWith('.json')) {
    if (wanted !== undefined)
      throw new UsageError(`${quote(typed)} is JSON, which has no exports`, 'Leave out --export')
    return { value: parseJson(await readText(file, context), typed, 'the settings, by their names') }
  }
  const { name, value } = chooseExport(await importModule(file.path, typed), wanted, typed, OBJECT_EXPORT)
  return { value, module: { path: `./${uriOf(file, context)}`, name } }
}

/** What an import has to say about a setting. */
function findingLines({ message, meant, witness, nearest }: ImportFinding<string>, label: string): Line[] {
  const indented = (text: string): Line => ({ indent: 4, hang: 2, spans: [text] })
  return [
    { indent: 2, hang: 2, spans: [styled('yellow', `${label}:`), ` ${message}`] },
    ...(meant === undefined ? [] : [indented(`Probably meant: ${JSON.stringify(meant)}`)]),
    ...(witness === undefined ? [] : [indented(`For example: ${witness}`)]),
    ...(nearest === undefined ? [] : [indented(`The nearest patterns: ${nearest.join(', ')}`)]),
  ]
}
