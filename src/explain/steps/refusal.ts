import type { Decision, Reason } from '../../policy/decision.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Exchange, Inquiry } from '../inquiry/index.ts'
import type { ExplainedStepId } from './step.ts'

/** What a sentence about a refusal is made of. */
interface Refused {
  readonly decision: Decision
  readonly exchange: Exchange
  readonly inquiry: Inquiry
}

/** All that there is to say about one reason of a policy to refuse. */
interface RefusalRow {
  /** The step that refuses. */
  readonly step: ExplainedStepId
  readonly say: (refused: Refused) => string
}

/** One row for each reason: a reason without one does not compile. */
export const REFUSALS: { readonly [Each in Exclude<Reason, 'allowed' | 'no-origin'>]: RefusalRow } = {
  'origin-not-listed': {
    step: 'server-origin',
    say: (refused) => `The policy does not list ${originIn(refused)}${listedOrigins(refused)}.`,
  },
  'origin-malformed': {
    step: 'server-origin',
    say: (refused) => `${originIn(refused)} is no origin that a policy can list.`,
  },
  'origin-null': {
    step: 'server-origin',
    say: () => 'The origin is `null`, which any page can take on: the policy does not allow it.',
  },
  'predicate-refused': {
    step: 'server-origin',
    say: (refused) => `The policy's predicate did not return \`true\` for ${originIn(refused)}.`,
  },
  'predicate-failed': {
    step: 'server-origin',
    say: (refused) => `The policy's predicate threw an error, which refuses ${originIn(refused)}.`,
  },
  'method-not-listed': {
    step: 'server-method',
    say: (refused) => `The policy does not list the method ${methodIn(refused)}${listedMethods(refused)}.`,
  },
  'method-malformed': {
    step: 'server-method',
    say: (refused) => `${methodIn(refused)} is no method.`,
  },
  'headers-not-listed': {
    step: 'server-headers',
    say: ({ decision: { refusedHeaders = [] } }) =>
      `The policy does not list the ${refusedHeaders.length > 1 ? 'headers' : 'header'} ${enumerate(refusedHeaders.map(inCode))}.`,
  },
  'headers-malformed': {
    step: 'server-headers',
    say: () => 'The list of headers that the preflight asks for cannot be read.',
  },
  'headers-too-long': {
    step: 'server-headers',
    say: () => 'The preflight asks for more than 128 headers or in more than 4096 bytes.',
  },
}

function originIn({ decision }: Refused): string {
  return inCode(decision.origin ?? '')
}

function methodIn({ decision, exchange }: Refused): string {
  return inCode(decision.method ?? exchange.method)
}

function listedOrigins({ inquiry: { options } }: Refused): string {
  const origins = options && options.origin !== '*' ? options.origin : []
  if (!origins.length) return ': it lists no origin'
  if (origins.length > 4) return `; ${origins.length} others are listed`
  return `; ${enumerate(origins.map(inCode))} ${origins.length > 1 ? 'are' : 'is'} listed`
}

function listedMethods({ inquiry: { options } }: Refused): string {
  return options ? `; it lists ${enumerate(options.allowMethods.map(inCode)) || 'none'}` : ''
}
