import type { Decision, Reason } from '../../policy/decision.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Exchange } from '../inquiry/index.ts'
import type { ExplainedStepId } from './step.ts'

/** The facts that the sentences are made of. */
interface Refused {
  readonly decision: Decision
  readonly exchange: Exchange
}

/** Everything there is to say about one reason of a policy to refuse a request. */
interface RefusalRow {
  /** The step at which the policy refuses. */
  readonly step: ExplainedStepId
  readonly say: (refused: Refused) => string
}

/** One row for each reason: a reason without one does not compile. */
export const REFUSALS: { readonly [Each in Exclude<Reason, 'allowed' | 'no-origin'>]: RefusalRow } = {
  'origin-not-listed': {
    step: 'server-origin',
    say: (refused) =>
      `The policy does not list the origin ${originIn(refused)}; it lists ${some(listedOrigins(refused), 'origin')}.`,
  },
  // The strict parser accepts only what browsers send, so usually the client is something else.
  'origin-malformed': {
    step: 'server-origin',
    say: (refused) => `The origin ${originIn(refused)} is not a valid serialized origin, so no policy can list it.`,
  },
  // A file, a sandboxed frame, a `data:` URL, or a redirect across origins.
  'origin-null': {
    step: 'server-origin',
    say: () => 'The policy does not allow the origin `null`, because any page can have it.',
  },
  // A predicate that returns 1 or an object refuses as well.
  'predicate-refused': {
    step: 'server-origin',
    say: (refused) => `The policy's predicate did not return \`true\` for the origin ${originIn(refused)}.`,
  },
  // The policy writes the error itself to the console.
  'predicate-failed': {
    step: 'server-origin',
    say: (refused) => `The policy's predicate threw an error, so the policy refuses the origin ${originIn(refused)}.`,
  },
  'method-not-listed': {
    step: 'server-method',
    say: (refused) =>
      `The policy does not list the method ${methodIn(refused)}; it lists ${some(refused.exchange.options?.allowMethods, 'method')}.`,
  },
  'method-malformed': {
    step: 'server-method',
    say: (refused) => `The method ${methodIn(refused)} is not a token of at most 4096 characters.`,
  },
  'headers-not-listed': {
    step: 'server-headers',
    say: ({ decision: { refusedHeaders = [] }, exchange: { options } }) =>
      `The policy does not list the ${refusedHeaders.length > 1 ? 'headers' : 'header'} ${enumerate(refusedHeaders.map(inCode))}; it lists ${some(options?.allowHeaders, 'header')}.`,
  },
  'headers-malformed': {
    step: 'server-headers',
    say: () =>
      'The `Access-Control-Request-Headers` of the preflight is not a list of header names separated by commas.',
  },
  // The bounds of src/fetch/header-names.ts, which keep a hostile preflight from costing time.
  'headers-too-long': {
    step: 'server-headers',
    say: () => 'The preflight asks for more than 128 headers, or its list is longer than 4096 bytes.',
  },
}

function originIn({ decision }: Refused): string {
  return inCode(decision.origin ?? '')
}

function methodIn({ decision, exchange }: Refused): string {
  return inCode(decision.method ?? exchange.method)
}

function listedOrigins({ exchange: { options } }: Refused): readonly string[] {
  return options && options.origin !== '*' ? options.origin : []
}

/** A long list would hide the sentence. */
const MAX_LISTED = 4

/** The entries of a list, or how many there are. */
function some(list: readonly string[] = [], kind: string): string {
  return list.length > MAX_LISTED ? `${list.length} others` : enumerate(list.map(inCode)) || `no ${kind}`
}
