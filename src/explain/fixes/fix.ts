import type { CorsOptions } from '../../policy/options.ts'
import { visibleStart } from '../../wording/code.ts'
import { visible } from '../../wording/visible.ts'

/** A change that lets the page read the response, or brings it closer to that. */
export interface Fix {
  /** The thing to change: the policy of Corsage, the page's call, or a server that may not use Corsage. */
  readonly change: 'policy' | 'call' | 'server'
  readonly sentence: string
  /** The text to paste: options of a policy, rows of a table, options of `fetch()`, a URL, or header lines. */
  readonly value: string
  /**
   * For a change of a policy without a predicate: the options as data, for
   * `cors({ ...policy.toJSON(), ...fix.options })`.
   */
  readonly options?: Partial<CorsOptions>
  /** For a change of the call to another URL: whether that is the page's address, or what the page fetches. */
  readonly part?: 'page' | 'url'
  /** For a change of a table: the key of the row that changes or that is missing, or `otherwise`. */
  readonly row?: string
}

export function inCall(sentence: string, value: string, part?: Fix['part']): Fix {
  return { change: 'call', sentence, value: visibleLines(value), ...(part && { part }) }
}

export function inServer(sentence: string, value: string): Fix {
  return { change: 'server', sentence, value: visibleLines(value) }
}

/** A fix as people read it. Only the line breaks of its value are ours. */
export function visibleFix(fix: Fix): Fix {
  return { ...fix, sentence: visible(fix.sentence), value: fix.value.replaceAll(/[^\n]+/g, visible) }
}

/** Characters of a line: more than any header or URL that a server accepts, so that a value is never cut in practice. */
const MAX_LINE = 65_536

/** A value may repeat what a server or a caller sent, and it ends in a terminal. Its own line breaks are ours. */
function visibleLines(value: string): string {
  return value.replaceAll(/[^\n]+/g, (line) => visibleStart(line, MAX_LINE))
}
