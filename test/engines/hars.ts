// `npm run hars`: records what the developer tools of three engines show of the differential suite's cases.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { CASES } from './cases.ts'
import { DROPPED_CASES } from './cases/dropped.ts'
import { installedEngines } from './driver/installed.ts'
import { recordCases } from './inspect/recording.ts'

const asked = process.argv.slice(2)

for (const engine of installedEngines()) {
  if (asked.length && !asked.includes(engine)) continue
  // oxlint-disable-next-line no-await-in-loop
  const recording = await recordCases(engine, [...CASES, ...DROPPED_CASES])
  const file = join(import.meta.dirname, '..', 'data', 'har', `${engine}.json.gz`)
  writeFileSync(file, gzipSync(JSON.stringify(recording), { level: 9 }))
  const { har, messages, calls, version } = recording
  console.log(
    `${engine} ${version}: ${har.log.entries.length} entries, ${messages.length} messages, ${calls.length} calls`,
  )
}
process.exit()
