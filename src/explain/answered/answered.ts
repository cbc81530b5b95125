import { getHeader } from '../../browser/terms/header-list.ts'
import { inCode, visibleStart } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { type Exchange, exchangesOf, type Inquiry, OTHER_ORIGIN, type Probes } from '../inquiry/index.ts'
import { type Difference, differencesOf, type HeaderValues, isCorsName, valuesOf } from './difference.ts'
import { factsOf } from './facts.ts'
import { SIGNATURES } from './signatures.ts'

/** A sentence for each response that is not the policy's own: where it differs, who likely made it, and the way out. */
export function notFromPolicy(inquiry: Inquiry, probes: Probes | undefined): string[] {
  const isOpen = isOpenToAll(inquiry, probes)
  const sentences = exchangesOf(inquiry).flatMap((exchange) => sentencesFor(exchange, isOpen))
  // A server may send to this page what the policy does, and to everybody else as well.
  if (isOpen && !sentences.length) {
    return [`The server also allows ${inCode(OTHER_ORIGIN)}, which the policy refuses. ${ownerBy(' reflected')}`]
  }
  return [...new Set(sentences)]
}

/**
 * Whether the server reflects an origin that the policy refuses. A list never has the origin of the probe. What a
 * predicate says about it is not known.
 */
function isOpenToAll({ options, hasPredicate, hasNetwork }: Inquiry, probes: Probes | undefined): boolean {
  const isKnown = hasNetwork && options !== undefined && !hasPredicate
  return isKnown && getHeader(probes?.toOther ?? [], 'access-control-allow-origin') === OTHER_ORIGIN
}

function sentencesFor(exchange: Exchange, isOpen: boolean): string[] {
  const { response, expected, isPreflight } = exchange
  if (!response || !expected) return []
  const { status } = response
  const headers = valuesOf(response.headers)
  const differences = differencesOf(expected, status, headers)
  if (!differences.length) return []
  const subject = isPreflight ? 'The preflight response' : `The response (status ${status})`
  const owner = ownerBy(factsOf(exchange, expected, headers, differences, isOpen))
  return [
    `${subject} differs from the policy's: it has ${enumerate(textsOf(differences, headers))}. ${owner}${cluesIn(headers)}`,
  ]
}

/** "Likely", because any server can send these headers. */
function ownerBy(facts: string): string {
  const [, who, wayOut] = SIGNATURES.find(([signature]) => signature.test(facts))!
  return `It likely comes from ${who}: ${wayOut}.`
}

/** More would hide the sentence: a policy has six headers. */
const MOST_DIFFERENCES = 8

/** Where all CORS headers are missing, their names say nothing. */
function textsOf(differences: readonly Difference[], headers: HeaderValues): string[] {
  const isBare = ![...headers.keys()].some(isCorsName)
  const texts = differences.map(({ name, text }) => (isBare && isCorsName(name) ? 'no CORS headers' : text))
  return [...new Set(texts)].slice(0, MOST_DIFFERENCES)
}

/** Headers of platforms, gateways and caches. */
const CLUES =
  /^(server|via|age|x-(powered-by|served-by|(vercel|amz|azure|nf|render|railway|kong|envoy|goog|akamai|nextjs|cache).*)|cf-(ray|cache-status)|(apigw|fly|sb)-.*)$/
/** More or longer ones would hide the sentence. */
const MOST_CLUES = 4
const MAX_CLUE = 60

/** Each proxy on the way adds its own headers, and passes on those of others: they hint, and prove nothing. */
function cluesIn(headers: HeaderValues): string {
  const clues = [...headers].filter(([name]) => CLUES.test(name)).slice(0, MOST_CLUES)
  const lines = clues.map(([name, value]) => inCode(`${name}: ${visibleStart(value, MAX_CLUE)}`))
  return lines.length ? ` Hints: ${enumerate(lines)}.` : ''
}
