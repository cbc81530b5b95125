import { visibleStart } from '../../wording/code.ts'
import { visible } from '../../wording/visible.ts'
import { visibleStrings } from '../../wording/visible-strings.ts'
import type { Explanation } from '../explanation.ts'
import type { Fix } from '../fixes/index.ts'

/** The parts that text and Markdown share, in this order. Every string is safe for a terminal. */
export interface Outline {
  readonly outcome: 'Readable' | 'Not readable' | 'Blocked'
  /** The method, the URL and the page, in a line. */
  readonly call: string
  readonly code: string | undefined
  readonly sentence: string
  readonly spec: string
  readonly fixes: readonly { readonly place: string; readonly sentence: string; readonly lines: readonly string[] }[]
  readonly warnings: readonly { readonly code: string; readonly sentence: string; readonly spec: string }[]
  readonly steps: readonly {
    readonly mark: '✓' | '✗'
    readonly side: string
    readonly sentence: string
    readonly spec: string
  }[]
  /** The message in each browser's console, after the browser's name. */
  readonly consoles: readonly (readonly [browser: string, message: string])[]
}

const FIX_PLACES: { readonly [Change in Fix['change']]: string } = {
  policy: 'In the policy',
  call: 'In the call',
  server: 'On the server',
}

const BROWSERS = [
  ['chromium', 'Chrome'],
  ['firefox', 'Firefox'],
  ['webkit', 'Safari'],
] as const

/** Steps that never decide whether the page can read, so that they would only lengthen the list. */
const SILENT_STEPS: ReadonlySet<string> = new Set(['timing-check', 'preflight-cache-lookup', 'preflight-parse-lists'])

/**
 * Arranges an explanation. The strings of `explain()` are safe already, but an explanation that was sent as JSON may have
 * been changed on the way.
 */
export function outlineOf({ fixes, ...rest }: Explanation): Outline {
  const { request, verdict, warnings, steps } = visibleStrings(rest)
  const { method, url, origin } = request
  const page = origin === 'null' ? 'a page with an opaque origin' : visibleStart(origin)
  const consoles = verdict.console
  return {
    outcome: verdict.readable ? 'Readable' : verdict.code ? 'Blocked' : 'Not readable',
    call: `${visibleStart(method)} ${visibleStart(url, 999)} from ${page}`,
    code: verdict.code,
    sentence: verdict.sentence,
    spec: verdict.spec,
    fixes: fixes.map(({ change, sentence, value, row }) => ({
      place: row === undefined ? FIX_PLACES[change] : 'In the table',
      sentence: visible(sentence),
      lines: value.split('\n').map(visible),
    })),
    warnings,
    steps: steps
      .filter(({ id }) => !SILENT_STEPS.has(id))
      .map(({ side, passed, sentence, spec }) => ({ mark: passed ? '✓' : '✗', side, sentence, spec })),
    consoles: BROWSERS.flatMap(([engine, browser]) => {
      const message = consoles?.[engine]
      return message === undefined ? [] : [[browser, message] as const]
    }),
  }
}
