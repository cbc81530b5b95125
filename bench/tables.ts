/** `npm run bench:tables`: what a million origins take in a `Set`, in a table and in a filter. Five minutes. */
import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { finished } from 'node:stream/promises'
import { circumstances, type TablesRun, write } from './harness/results.ts'
import { ENVIRONMENT, temporaryFolder } from './harness/runtimes.ts'
import { describeOrigins, writeOrigins } from './report/origins.ts'
import type { MemoryReport } from './tables/memory.ts'
import { ORIGINS, randomOrigin } from './tables/origins.ts'
import type { TimeReport } from './tables/time.ts'

const file = join(temporaryFolder(), 'origins.txt')
const lines = createWriteStream(file)
for (let left = ORIGINS; left > 0; left--) lines.write(`${randomOrigin()}\n`)
lines.end()
await finished(lines)

function run<Report>(...args: readonly string[]): Report {
  console.error(`Measuring ${args.slice(0, -1).join(' ')}`)
  const output = execFileSync('node', args, { cwd: import.meta.dirname, env: ENVIRONMENT, encoding: 'utf8' })
  return JSON.parse(output) as Report
}

const memory = (way: string): MemoryReport => run('--expose-gc', 'tables/memory.ts', way, file)
const idle = memory('nothing')
const ways = ['set', 'table', 'filter'].map((way) => {
  const { bytes, peakBytes, buildMs } = memory(way)
  return { way, bytes: bytes - idle.bytes, peakBytes: peakBytes - idle.peakBytes, buildMs: Math.round(buildMs) }
})
const found: TablesRun = {
  runtime: 'node',
  version: process.versions.node,
  ...circumstances(),
  origins: ORIGINS,
  ways,
  ...run<TimeReport>('tables/time.ts', file),
}
write('tables', found)

writeOrigins(found)
console.log(describeOrigins(found).join('\n\n'))
