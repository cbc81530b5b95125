import { presets, type PresetFacts } from '../../src/presets/index.ts'
import { readManifest } from './project.ts'

/** The line of the document after which it is made of the presets. What comes before is written by hand. */
const MARK = /^<!-- .*made of src\/presets.* -->\n/m

/** The versions of the clients. */
export const versions: Readonly<Record<string, string>> =
  readManifest('test/hosts/presets/package.json').dependencies ?? {}

/** The document with its presets as the code has them. */
export function renderDocument(text: string): string {
  const mark = MARK.exec(text)
  if (!mark) throw new Error(`docs/presets.md has no line like ${MARK.source}`)
  const all = Object.entries(presets)
  const rows = all.map(([name, { protocol, version, clients }]) => [
    `[\`${name}\`](#${name.replace('.', '').toLowerCase()})`,
    `${protocol}: ${version}`,
    clients.map(withVersion).join(', '),
  ])
  const table = renderTable(['preset', 'protocol and version', 'tested with'], rows)
  const sections = all.map(([name, facts]) => renderPreset(name, facts))
  return `${text.slice(0, mark.index + mark[0].length)}\n## All presets\n\n${[table, ...sections].join('\n')}`
}

function renderPreset(name: string, { preset, protocol, source, notCovered }: PresetFacts): string {
  const { allowMethods, allowHeaders, exposeHeaders } = preset
  const lines = [
    ['Methods', allowMethods],
    ['Request headers', allowHeaders],
    ['Response headers that pages may read', exposeHeaders],
  ] as const
  const lists = lines.flatMap(([title, names]) =>
    names ? `- ${title}: ${names.map((one) => `\`${one}\``).join(', ')}\n` : [],
  )
  const gaps = notCovered.map((sentence) => `- ${sentence}\n`)
  return `### ${name}\n\n[${protocol}](${source}).\n\n${lists.join('')}\nNot covered:\n\n${gaps.join('')}`
}

function withVersion(client: string): string {
  const version = versions[client]
  if (!version) throw new Error(`test/hosts/presets/package.json does not have ${client}`)
  return `\`${client}\` ${version}`
}

/** A table as the formatter writes it. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const rule = widths.map((width) => '-'.repeat(width))
  const lines = [head, rule, ...rows].map((cells) => cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)))
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
