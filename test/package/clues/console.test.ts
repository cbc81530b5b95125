import { describe, expect, test } from 'vitest'
import { readConsole } from '../../../src/clues/index.ts'
import { callsByToken, ENGINES, isFailure, recordingOf, tokenOf } from './recordings.ts'

/** Messages that are not about CORS. */
const OTHER = /the server responded with a status of|XML Parsing Error|Cross-Origin Request Warning|addons\.|PathUtils/

/**
 * Cases whose messages do not have the URL of the call: a sandboxed frame of Chromium has a console of its own, a redirect
 * leads to a URL of no case, and a connection that ends early is retried.
 */
const UNNAMED = /sandboxed|nowhere|, no-cors$|^dropped/

/** Failures about which a browser says nothing, or nothing with the URL of the call. */
const SILENT: Readonly<Record<(typeof ENGINES)[number], readonly string[]>> = {
  chromium: ['blocked-bad-port', 'keepalive-quota', 'redirect-mode-error'],
  firefox: [
    'blocked-bad-port',
    'keepalive-quota',
    'no-cors-redirect-mode',
    'redirect-invalid-location',
    'redirect-mode-error',
    'redirect-non-http',
    'redirect-too-many',
  ],
  webkit: ['blocked-bad-port', 'keepalive-quota', 'no-cors-redirect-mode'],
}

describe.each(ENGINES)('the console of %s', (engine) => {
  const recording = recordingOf(engine)
  const messages = recording.messages.filter(({ text }) => !OTHER.test(text))

  test('has no message about CORS that is not recognised as its own', () => {
    const unknown = messages.filter(({ text }) => {
      const readings = readConsole(text)
      return readings.length !== 1 || readings[0]!.engine !== engine
    })
    expect(messages.length).toBeGreaterThan(400)
    expect(unknown).toEqual([])
  })

  test('never means another failure than the call really had', () => {
    const calls = callsByToken(recording)
    const wrong = messages.flatMap(({ text, url = '' }) => {
      const token = tokenOf(`${text} ${url}`)
      const endings = (calls.get(token ?? '') ?? []).map(({ ending }) => ending).filter(isFailure)
      const [reading] = readConsole(text)
      const names = calls.get(token ?? '')?.map((call) => call.case) ?? []
      if (!endings.length || !reading?.codes.length || names.some((name) => UNNAMED.test(name))) return []
      return reading.codes.some((code) => endings.includes(code)) ? [] : [{ text, codes: reading.codes, endings }]
    })
    expect(wrong).toEqual([])
  })

  test('names each failure of the CORS protocol', () => {
    const named = new Map<string, Set<string>>()
    for (const { text, url = '' } of messages) {
      const token = tokenOf(`${text} ${url}`)
      const [reading] = readConsole(text)
      if (token && reading) {
        const codes = named.get(token) ?? new Set()
        for (const code of reading.codes) codes.add(code)
        named.set(token, codes)
      }
    }
    const failed = recording.calls.filter(({ ending }) => isFailure(ending) && !SILENT[engine].includes(ending))
    const missed = failed.filter(({ url, ending }) => !named.get(tokenOf(url)!)?.has(ending))
    expect(missed.filter(({ case: name }) => !UNNAMED.test(name))).toEqual([])
    expect(failed.length).toBeGreaterThan(300)
  })
})
