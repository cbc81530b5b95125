import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { EngineName } from '../../engines/driver/browsers.ts'
import type { Recording, RecordedCall } from '../../engines/inspect/recording.ts'
import { ROOT } from '../project.ts'

export const ENGINES: readonly EngineName[] = ['chromium', 'firefox', 'webkit']

/** What `npm run hars` recorded in an engine. */
export function recordingOf(engine: EngineName): Recording {
  const file = join(ROOT, 'test', 'data', 'har', `${engine}.json.gz`)
  if (!existsSync(file)) throw new Error(`${file} is missing, expected it from: npm run hars`)
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording
}

/** The calls of each case, by the token in its URLs. */
export function callsByToken({ calls }: Recording): Map<string, RecordedCall[]> {
  const found = new Map<string, RecordedCall[]>()
  for (const call of calls) {
    const token = tokenOf(call.url)!
    found.set(token, [...(found.get(token) ?? []), call])
  }
  return found
}

export function tokenOf(text: string): string | undefined {
  return /\/case\/(\d+)\//.exec(text)?.[1]
}

/** Whether a call ended with a failure. */
export function isFailure(ending: string): boolean {
  return ending.includes('-')
}
