import { describe, expect, test } from 'vitest'
import { type CallReading, readCurl, readFetch } from '../../../src/clues/index.ts'
import type { CopiedRequest } from '../../engines/inspect/inspector.ts'
import { recordingOf } from './recordings.ts'

type Entry = {
  readonly request: { method: string; url: string; headers: readonly { name: string; value: string }[] }
}

/** Headers that the pages of the cases set, and that no browser adds by itself. */
const OF_PAGE = /^(authorization|content-type|x-.*)$/i

function read({ kind, text }: CopiedRequest): CallReading {
  return kind === 'fetch' ? readFetch(text) : readCurl(text)
}

/** Names and values of headers of the page, in one form: cmd.exe gets a blank in place of a control character. */
function ofPage(headers: readonly (readonly [name: string, value: string])[]): string[] {
  return (
    headers
      // curl sends no header without a value.
      .filter(([name, value]) => OF_PAGE.test(name) && value !== '')
      .map(([name, value]) => `${name.toLowerCase()}: ${value.replaceAll(/[^ -~]/g, ' ')}`)
      .toSorted()
  )
}

describe.each(['chromium', 'firefox'] as const)('what %s copies', (engine) => {
  const { copies, har } = recordingOf(engine)
  const entries = har.log.entries as unknown as readonly Entry[]

  test('is read as the request that was copied', () => {
    // What curl makes of a user in the URL, a browser does not.
    const wrong = copies
      .filter(({ url }) => !url.includes('@'))
      .flatMap((copy) => {
        const { call } = read(copy)
        const same = entries.filter(({ request }) => request.url === copy.url && request.method === copy.method)
        const isHeld = same.some(({ request }) => {
          const headers = request.headers.map(({ name, value }): [string, string] => [name, value])
          const has = (name: string): string | undefined => headers.find(([other]) => other.toLowerCase() === name)?.[1]
          // Chromium leaves out the headers of a request that was not sent.
          const page = has('origin') ?? (has('referer') && new URL(has('referer')!).origin)
          return (
            ofPage(call.headers).join() === ofPage(headers).join() &&
            (page === undefined || call.page === undefined || page === 'null' || call.page.startsWith(page)) &&
            // Chromium writes `include` next to an `Authorization`, too.
            (call.credentials === 'include' || has('cookie') === undefined)
          )
        })
        const fits = call.method === copy.method && new URL(call.url).href === new URL(copy.url).href && isHeld
        return fits ? [] : [{ copy, call }]
      })
    expect(copies.length).toBeGreaterThan(500)
    expect(wrong).toEqual([])
  })
})
