import { combineLines, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import type { Decision } from '../../policy/decision.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Exchange } from '../inquiry/index.ts'
import { specUrl } from '../spec.ts'
import { REFUSALS } from './refusal.ts'
import { sentenceAboutRow } from './row.ts'
import type { ExplainedStep, ExplainedStepId } from './step.ts'

/** The decision of the policy about one request, if there is a policy, and the response of the server. */
export function explainExchange(exchange: Exchange): ExplainedStep[] {
  const { decision, response } = exchange
  const steps = decision ? decisionSteps(decision, exchange) : []
  return response ? [...steps, answerStep(response.status, response.headers)] : steps
}

function decisionSteps(decision: Decision, exchange: Exchange): ExplainedStep[] {
  const { kind, reason } = decision
  if (kind === 'none') return [...(decision.allowed ? [] : rowSteps(exchange)), stepWithoutOrigin(decision, exchange)]
  const refusal = reason === 'allowed' || reason === 'no-origin' ? undefined : REFUSALS[reason]
  const allowed = allowedSteps(decision, exchange)
  const isUncertain = exchange.row?.candidates !== undefined
  const stop = allowed.findIndex(({ id }) => id === refusal?.step)
  return [
    kind === 'preflight'
      ? step(
          'server-classify',
          true,
          'The request is a preflight, which the policy answers itself.',
          'cors-preflight-request',
        )
      : step(
          'server-classify',
          true,
          'The request has an `Origin`, so the policy decides whether the page may read the response.',
          'cors-request',
        ),
    ...rowSteps(exchange),
    ...(isUncertain ? [] : allowed.slice(0, stop < 0 ? undefined : stop)),
    ...(refusal && !isUncertain ? [step(refusal.step, false, refusal.say({ decision, exchange }))] : []),
    ...enforceSteps(decision, exchange),
  ]
}

/** The row of a table that decides. */
function rowSteps({ row }: Exchange): ExplainedStep[] {
  return row ? [step('server-row', !row.candidates, sentenceAboutRow(row))] : []
}

function stepWithoutOrigin({ allowed }: Decision, { method, options }: Exchange): ExplainedStep {
  const fault =
    options?.origin === '*'
      ? `, and the policy does not list the method ${inCode(method)}`
      : ' but has no `Origin` to say which'
  const sentence = allowed
    ? 'The request has no `Origin`, so there is nothing to decide.'
    : `The request comes from another origin${fault}, so \`enforce\` refuses it.`
  return step('server-classify', allowed, sentence, 'origin-header')
}

/** What `enforce` makes of a request that the policy does not allow. */
function enforceSteps({ kind, allowed }: Decision, { isForbidden, options }: Exchange): ExplainedStep[] {
  if (kind === 'preflight' || allowed || !options?.enforce) return []
  const sentence = isForbidden
    ? '`enforce` refuses the request, so the application does not run.'
    : "`enforce` lets the request pass, because it comes from the application's own origin."
  return [step('server-enforce', !isForbidden, sentence)]
}

/** The steps of a request that the policy allows. A request that it refuses has the ones before the refusal. */
function allowedSteps({ kind, origin, method }: Decision, { headers }: Exchange): ExplainedStep[] {
  const steps = [step('server-origin', true, `The policy allows the origin ${inCode(origin ?? '')}.`)]
  if (kind !== 'preflight') return steps
  steps.push(step('server-method', true, `The policy allows the method ${inCode(method)}.`))
  const names = getHeader(headers, 'access-control-request-headers')?.split(',')
  if (names) {
    const what = `${names.length > 1 ? 'headers' : 'header'} ${enumerate(names.map(inCode))}`
    steps.push(step('server-headers', true, `The policy allows the ${what}.`))
  }
  return steps
}

function answerStep(status: number, headers: HeaderList): ExplainedStep {
  const sent = corsHeaders(headers)
  const what = sent.length
    ? `the ${sent.length > 1 ? 'headers' : 'header'} ${enumerate(sent.map(inCode))}`
    : 'without CORS headers'
  return step('server-answer', true, `The server answers with status ${status} and ${what}.`)
}

/** Names in the case of the standard, because runtimes lower-case them. */
function corsHeaders(headers: HeaderList): string[] {
  return combineLines(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('access-control-'))
    .map(([name, value]) => `${name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}: ${value}`)
}

const SECTIONS: { readonly [Id in ExplainedStepId]?: string } = {
  'server-method': 'http-access-control-allow-methods',
  'server-headers': 'http-access-control-allow-headers',
}

function step(
  id: ExplainedStepId,
  passed: boolean,
  sentence: string,
  section: string = SECTIONS[id] ?? 'http-responses',
): ExplainedStep {
  return { id, side: 'server', passed, sentence, spec: specUrl(section) }
}
