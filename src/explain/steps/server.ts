import { getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import type { Decision } from '../../policy/decision.ts'
import type { ExplainedStep, ExplainedStepId } from '../explanation.ts'
import type { Exchange, Inquiry } from '../inquiry/inquiry.ts'
import { fetchStandard } from './spec.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** What the server decided about one request, as far as a policy tells, and what it answered. */
export function explainExchange(exchange: Exchange, inquiry: Inquiry): ExplainedStep[] {
  const { decision, response } = exchange
  const steps = decision ? decisionSteps(decision, exchange, inquiry) : []
  return response ? [...steps, answerStep(response.status, response.headers)] : steps
}

function decisionSteps(decision: Decision, exchange: Exchange, inquiry: Inquiry): ExplainedStep[] {
  const { kind, reason, origin, method } = decision
  const refused = reason.split('-', 1)[0]
  if (kind === 'none' && !decision.allowed) {
    const fault =
      inquiry.policy?.origin === '*'
        ? `, and the policy does not list the method ${inCode(exchange.method)}`
        : ' and does not say which'
    const sentence = `The request comes from another origin${fault}: with \`enforce\`, that is refused.`
    return [step('server-classify', false, sentence, 'origin-header')]
  }
  if (kind === 'none') {
    const sentence = 'The request has no `Origin`: there is nothing to decide.'
    return [step('server-classify', true, sentence, 'origin-header')]
  }
  const from = inCode(origin!)
  const isOriginRefused = refused === 'origin' || refused === 'predicate'
  const steps = [
    kind === 'preflight'
      ? step('server-classify', true, 'It is a preflight, which the policy answers itself.', 'cors-preflight-request')
      : step('server-classify', true, 'It is a request with an origin.', 'cors-request'),
    step(
      'server-origin',
      !isOriginRefused,
      isOriginRefused ? refusal(decision, exchange, inquiry) : `The policy allows ${from}.`,
      'http-responses',
    ),
  ]
  if (kind === 'preflight' && !isOriginRefused) {
    const isMethodRefused = refused === 'method'
    const sentence = isMethodRefused
      ? refusal(decision, exchange, inquiry)
      : `The policy allows the method ${inCode(method)}.`
    steps.push(step('server-method', !isMethodRefused, sentence, 'http-access-control-allow-methods'))
    const asked = getHeader(exchange.headers, 'access-control-request-headers')
    if (asked !== null && !isMethodRefused) {
      const isRefused = refused === 'headers'
      const names = enumerate(asked.split(',').map(inCode))
      const words = isRefused
        ? refusal(decision, exchange, inquiry)
        : `The policy allows the ${asked.includes(',') ? 'headers' : 'header'} ${names}.`
      steps.push(step('server-headers', !isRefused, words, 'http-access-control-allow-headers'))
    }
  }
  if (kind === 'actual' && refused === 'method') {
    steps.push(step('server-method', false, refusal(decision, exchange, inquiry), 'http-access-control-allow-methods'))
  }
  return steps
}

function refusal(decision: Decision, exchange: Exchange, { policy }: Inquiry): string {
  const { reason, origin, method = exchange.method, refusedHeaders = [] } = decision
  const from = inCode(origin!)
  const origins = policy && policy.origin !== '*' ? policy.origin : []
  const listed =
    origins.length > 4
      ? `${origins.length} others are`
      : `${enumerate(origins.map(inCode))} ${origins.length > 1 ? 'are' : 'is'}`
  switch (reason) {
    case 'origin-not-listed':
      return `The policy does not list ${from}${origins.length ? `; ${listed} listed` : ': it lists no origin'}.`
    case 'origin-malformed':
      return `${from} is no origin that a policy can list.`
    case 'origin-null':
      return 'The origin is `null`, which any page can take on: the policy does not allow it.'
    case 'predicate-refused':
      return `The policy's predicate did not return \`true\` for ${from}.`
    case 'predicate-failed':
      return `The policy's predicate threw an error, which refuses ${from}.`
    case 'method-not-listed':
      return `The policy does not list the method ${inCode(method)}${policy ? `; it lists ${enumerate(policy.allowMethods.map(inCode)) || 'none'}` : ''}.`
    case 'method-malformed':
      return `${inCode(method)} is no method.`
    case 'headers-not-listed':
      return `The policy does not list the ${refusedHeaders.length > 1 ? 'headers' : 'header'} ${enumerate(refusedHeaders.map(inCode))}.`
    case 'headers-too-long':
      return 'The preflight asks for more than 128 headers or in more than 4096 bytes.'
    default:
      return 'The list of headers that the preflight asks for cannot be read.'
  }
}

function answerStep(status: number, headers: HeaderList): ExplainedStep {
  const sent = corsHeaders(headers)
  const what = sent.length ? `with ${enumerate(sent.map(inCode))}` : 'without any CORS header'
  return step('server-answer', true, `The server answers with status ${status}, ${what}.`, 'http-responses')
}

function corsHeaders(headers: HeaderList): string[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))]
  return names
    .filter((name) => name.startsWith('access-control-'))
    .map((name) => `${name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}: ${getHeader(headers, name)}`)
}

function step(id: ExplainedStepId, passed: boolean, sentence: string, section: string): ExplainedStep {
  return { id, side: 'server', passed, sentence, spec: fetchStandard(section) }
}
