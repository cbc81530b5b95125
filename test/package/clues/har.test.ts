import { describe, expect, test } from 'vitest'
import { type HarCall, readHar } from '../../../src/clues/index.ts'
import type { Har } from '../../engines/inspect/inspector.ts'
import type { Recording } from '../../engines/inspect/recording.ts'
import { callsByToken, ENGINES, isFailure, recordingOf, tokenOf } from './recordings.ts'

/** Failures that a browser finds before it sends anything. A recording shows no difference between them, or has no entry. */
const UNSENT = new Set(['mode-same-origin', 'no-cors-redirect-mode', 'keepalive-quota'])

/** The share of the failures of requests that were sent which has to be named. */
const NAMED = { chromium: 0.99, firefox: 0.97, webkit: 0.45 } as const

interface Score {
  readonly total: number
  readonly named: number
  /** Failures of which only some codes are certain. */
  readonly narrowed: number
  readonly wrong: readonly string[]
}

async function score(recording: Recording, har: Har): Promise<Score> {
  const found = new Map<string, HarCall[]>()
  for (const call of (await readHar(JSON.stringify(har))).calls) {
    const token = tokenOf(call.url) ?? ''
    found.set(token, [...(found.get(token) ?? []), call])
  }
  let [total, named, narrowed] = [0, 0, 0]
  const wrong: string[] = []
  for (const [token, calls] of callsByToken(recording)) {
    const judged = found.get(token) ?? []
    // A call without an entry is not judged, so the others cannot be told apart by their position.
    const isComplete = judged.length === calls.length
    calls.forEach(({ ending, case: name }, index) => {
      const candidates = isComplete ? [judged[index]!] : judged
      const fits = ({ verdict, codes, mayBeReadable }: HarCall): boolean => {
        if (verdict === 'refused') return codes[0] === ending
        if (verdict !== 'unknown') return !isFailure(ending)
        return !codes.length || codes.some((code) => code === ending) || (mayBeReadable && !isFailure(ending))
      }
      if (isComplete && !candidates.every(fits)) {
        wrong.push(
          `${name}: ${ending}, not ${candidates.map(({ verdict, codes }) => [verdict, ...codes].join(' ')).join(', ')}`,
        )
      }
      if (!isFailure(ending) || UNSENT.has(ending)) return
      total++
      const own = candidates.filter(fits)
      if (own.some(({ verdict }) => verdict === 'refused')) named++
      else if (own.some(({ codes }) => codes.some((code) => code === ending))) narrowed++
    })
  }
  return { total, named, narrowed, wrong }
}

/** The recording without something that another version or an export leaves out. */
function without(har: Har, change: (part: Record<string, unknown>, entry: Record<string, unknown>) => object): Har {
  const entries = har.log.entries.map((entry) => ({
    ...entry,
    request: change({ ...(entry['request'] as object) }, entry),
    response: change({ ...(entry['response'] as object) }, entry),
  }))
  return { log: { ...har.log, entries } }
}

function withoutHeaders(har: Har, names: RegExp): Har {
  return without(har, (part) => ({
    ...part,
    headers: (part['headers'] as { name: string }[]).filter(({ name }) => !names.test(name)),
  }))
}

describe.each(ENGINES)('a recording of %s', (engine) => {
  const recording = recordingOf(engine)

  test('names the failure of the engine, and never another', async () => {
    const { total, named, narrowed, wrong } = await score(recording, recording.har)
    console.log(`${engine}: ${named} of ${total} failures named, ${narrowed} narrowed down`)
    expect(wrong).toEqual([])
    expect(total).toBeGreaterThan(340)
    expect(named / total).toBeGreaterThan(NAMED[engine])
    expect((named + narrowed) / total).toBeGreaterThan(0.98)
  })

  const CHANGES: readonly (readonly [string, (har: Har) => Har])[] = [
    ['that was sanitized', (har) => withoutHeaders(har, /^(cookie|set-cookie|authorization)$/i)],
    ['without Sec-Fetch headers', (har) => withoutHeaders(har, /^sec-fetch-/i)],
    [
      'without the reasons of failures',
      (har) =>
        without(har, ({ _error, ...part }) => ({
          ...part,
          ...(_error === undefined || _error === null ? { _error } : { _error: 'net::ERR_FAILED' }),
        })),
    ],
    [
      'without preflights',
      (har) => ({
        log: {
          ...har.log,
          entries: har.log.entries.filter((entry) => (entry['request'] as { method: string }).method !== 'OPTIONS'),
        },
      }),
    ],
    ['in reverse order', (har) => ({ log: { ...har.log, entries: har.log.entries.toReversed() } })],
  ]

  test.each(CHANGES)('%s never names a wrong failure', async (_, change) => {
    const { wrong } = await score(recording, change(recording.har))
    expect(wrong).toEqual([])
  })
})
