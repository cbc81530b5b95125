import { describe, expect, test } from 'vitest'
import { readConsole } from '../../../src/clues/index.ts'
import { callsByToken, ENGINES, isFailure, recordingOf, tokenOf } from './recordings.ts'

/** Messages that are not about CORS. */
const OTHER = /the server responded with a status of|XML Parsing Error|Cross-Origin Request Warning|addons\.|PathUtils/

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
      if (!endings.length || !reading?.codes.length) return []
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
    const failed = recording.calls.filter(({ ending }) => isFailure(ending))
    const missed = failed.filter(({ url, ending }) => !named.get(tokenOf(url)!)?.has(ending))
    expect([...new Set(missed.map(({ ending }) => ending))].toSorted()).toEqual([])
  })
})
