import type { CorsOptions } from '../../policy/options.ts'
import { visibleStart } from '../../wording/code.ts'

/** A change that lets the page read the answer, or gets it nearer to that. */
export interface Fix {
  /** Of what: the policy of Corsage, the page's call, or the server when it is not known to use Corsage. */
  readonly change: 'policy' | 'call' | 'server'
  readonly sentence: string
  /** To paste: options of a policy, of `fetch()`, a URL, or lines of headers. */
  readonly value: string
  /** Of a change of a policy without a predicate: the options as data, for `cors({ ...policy.toJSON(), ...options })`. */
  readonly options?: Partial<CorsOptions>
}

/** A change of the call. */
export function inCall(sentence: string, value: string): Fix {
  return { change: 'call', sentence, value: visibleLines(value) }
}

/** A change of the server. */
export function inServer(sentence: string, value: string): Fix {
  return { change: 'server', sentence, value: visibleLines(value) }
}

/** Some of it may come from outside, and ends in a terminal. */
function visibleLines(value: string): string {
  return value.replaceAll(/[^\n]+/g, (line) => visibleStart(line, 65_536))
}
