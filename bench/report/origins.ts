import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TablesRun } from '../harness/results.ts'
import { describeMachine, find, fixed, spread, table, time, titleOf } from './text.ts'

const FILE = join(import.meta.dirname, '../../docs/tenants.md')
const START = '<!-- Start of the figures, which `npm run bench:tables` writes. -->'
const END = '<!-- End of the figures. -->'

const CONTENDERS = [
  ['set', 'Set', undefined],
  ['table', 'originTable', 'table'],
  ['filter', 'originFilter', 'filter'],
] as const

/** What a million origins take, in Markdown. */
export function describeOrigins(run: TablesRun): string[] {
  const { ways, cases, loads, passed, machine, date, rounds } = run
  const rows = CONTENDERS.map(([way, contender, loaded]) => {
    const memory = ways.find((one) => one.way === way)
    const ratio = (work: string): string => {
      const one = find(cases, work, contender)
      return loaded ? spread(one?.ratio, fixed) : `1 (${time(one?.ns.median)})`
    }
    const load = loaded && loads[loaded]
    return [
      `\`${contender}\``,
      megabytes(memory?.bytes),
      megabytes(memory?.peakBytes),
      ratio('hit'),
      ratio('miss'),
      load ? megabytes(load.bytes) : '–',
      load ? `${load.ms.median.toFixed(1)} ms` : '–',
    ]
  })
  return [
    table(['', 'memory', 'most while it is built', 'hit', 'miss', 'bytes to load', 'time to load'], rows),
    `Of ${passed.asked / 1e6} million strangers, ${passed.passed} passed the filter. Measured ${date} with ${titleOf(run)}, on ${describeMachine(machine)}: CPU time, with its quartiles in ${rounds} rounds.`,
  ]
}

/** Writes the figures into the document, between their marks. */
export function writeOrigins(run: TablesRun): void {
  const document = readFileSync(FILE, 'utf8')
  const [before, rest] = document.split(START)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined)
    throw new Error(`docs/tenants.md has no marks for the figures, expected '${START}' and '${END}'`)
  writeFileSync(FILE, [before.trimEnd(), START, ...describeOrigins(run), END, after.trimStart()].join('\n\n'))
  execFileSync('oxfmt', [FILE])
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${(bytes / 1e6).toFixed(1)} MB`
}
