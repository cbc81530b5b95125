import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, readRuns } from '../harness/results.ts'
import { summarise } from './summary.ts'
import { describeTables, type Results } from './tables.ts'

const FILE = join(import.meta.dirname, '../../docs/performance.md')

/** Writes the summary and the tables of the last runs into the document; the text between them is written by hand. */
export function writeDocument(): void {
  const results = readResults()
  const before = readFileSync(FILE, 'utf8')
  const after = replace(replace(before, 'summary', summarise(results)), 'tables', describeTables(results))
  writeFileSync(FILE, after)
  execFileSync('oxfmt', [FILE])
}

function replace(document: string, part: string, paragraphs: readonly string[]): string {
  const start = `<!-- Start of the ${part}, which \`npm run bench:document\` writes from bench/results. -->`
  const end = `<!-- End of the ${part}. -->`
  const [before, rest] = document.split(start)
  const [, after] = rest?.split(end) ?? []
  if (before === undefined || after === undefined)
    throw new Error(`docs/performance.md has no marks for the ${part}, expected '${start}' and '${end}'`)
  return [before.trimEnd(), start, ...paragraphs, end, after.trimStart()].join('\n\n')
}

function readResults(): Results {
  const starts = read<Results['starts']>('cold-start')
  const runs = readRuns().map((run) => {
    const own = starts.find(({ runtime }) => runtime === run.runtime)
    return Object.assign(run, { start: own?.imports.at(-1), served: own?.starts.at(-1) })
  })
  return {
    runs,
    starts,
    loads: read<Results['loads']>('http'),
    simulations: read<Results['simulations']>('simulation'),
    preflights: read<Results['preflights']>('preflights'),
    policies: read<Results['policies']>('policies'),
  }
}

// `npm run bench:document`
if (import.meta.main) writeDocument()
