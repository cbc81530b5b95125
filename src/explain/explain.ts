import { transportOf } from '../browser/browser.ts'
import { consoleMessages } from '../browser/outcome/console-messages.ts'
import { getHeader } from '../browser/terms/header-list.ts'
import { type Body, discard } from '../browser/terms/body.ts'
import { makeRequest } from '../browser/request/make-request.ts'
import type { UnsafeHeader } from '../browser/request/safelist.ts'
import { createUserAgent } from '../browser/user-agent.ts'
import type { Transport, WireResponse } from '../browser/terms/wire.ts'
import type { PolicyJSON } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { explainStep } from './steps/browser.ts'
import type { ExplainedStep, Explanation, Verdict } from './explanation.ts'
import { describeFailure, FAILURES } from './failures/failures.ts'
import { fixesFor, WITH_CORS } from './fixes/fixes.ts'
import { flowPaths } from './flow/path.ts'
import type { Event, Exchange, Inquiry } from './inquiry/inquiry.ts'
import { probe } from './inquiry/probe.ts'
import { type Question, readQuestion } from './inquiry/question.ts'
import { explainExchange } from './steps/server.ts'
import { fetchStandard } from './steps/spec.ts'
import { warningsOf } from './warnings/warnings.ts'
import { visibleStart } from '../wording/code.ts'

/**
 * Makes a request as a browser does, and tells all that browser and server decide on the way, what is wrong, and what to
 * change. With `network`, the request is really made, and that with GET and HEAD three times more, by which it is found
 * out whether the answer depends on the origin; `probe: false` leaves that out.
 *
 * @throws {TypeError} when nobody answers the request, or no browser would make it
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { explain, render } from 'corsage/explain'
 *
 * const policy = cors({ origin: ['https://app.example.com'] })
 * const explanation = await explain({
 *   policy,
 *   page: 'https://app.example.com',
 *   url: 'https://api.example.com/users/7',
 *   method: 'DELETE',
 * })
 * if (!explanation.verdict.readable) console.log(render(explanation, 'text'))
 * ```
 */
export async function explain(question: Question): Promise<Explanation> {
  const wire = await readQuestion(question)
  const { policy, context, profile = 'spec' } = question
  const request = makeRequest(wire)
  const network = question.network ?? ((asked: Request) => answerAlone(policy!, asked, context))
  const transport = withoutBodies(transportOf(network))
  const events: Event[] = []
  const listening: Transport = async (sent) => {
    const isOwn = sent.url.origin === request.urlList[0]?.origin
    const known = {
      url: sent.url.href,
      method: sent.method,
      headers: new Headers(sent.headers.map(([name, value]): [string, string] => [name, value])),
    }
    const decision = isOwn ? await policy?.decide(known, context) : undefined
    const isPreflight = sent.method === 'OPTIONS' && getHeader(sent.headers, 'access-control-request-method') !== null
    let response: Exchange['response']
    try {
      response = await transport(sent)
      return response
    } finally {
      events.push({ kind: 'exchange', exchange: { ...sent, isPreflight, decision, response } })
    }
  }
  const agent = createUserAgent({ transport: listening, profile })
  const response = await agent.fetch(wire, (step) => events.push({ kind: 'step', step }))
  const urls = events.flatMap((event) => {
    const { url, location = url } = event.kind === 'step' ? event.step.detail : {}
    return typeof location === 'string' ? [location] : []
  })
  const kept = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const inquiry: Inquiry = {
    request,
    events,
    unsafeNames: unsafeNamesIn(events),
    droppedNames: [...new Set((wire.headers ?? []).map(([name]) => name.toLowerCase()))].filter(
      (name) => !kept.has(name),
    ),
    failure: response.failure,
    finalUrl: urls.at(-1) ?? request.urlList[0]!.href,
    policy: policy && listsOf(policy),
    hasPredicate: typeof policy?.options.origin === 'function',
    hasNetwork: question.network !== undefined,
    isOriginAllowed: await policy?.allowsOrigin(request.origin, context),
  }
  const probes = question.probe === false ? undefined : await probe(inquiry, transport)
  const verdict = verdictOf(inquiry, response)
  return {
    request: {
      origin: request.origin,
      url: request.urlList[0]!.href,
      method: request.method,
      credentials: request.credentials,
      profile,
    },
    verdict,
    fixes: response.failure ? fixesFor(response.failure, inquiry) : response.type === 'opaque' ? [WITH_CORS] : [],
    warnings: warningsOf(inquiry, probes),
    steps: stepsFrom(inquiry),
    paths: flowPaths(inquiry, verdict.readable),
  }
}

/** Nobody reads what is answered, and it may have no end. */
function withoutBodies(transport: Transport<Body>): Transport {
  return async (sent) => {
    const { body, ...response } = await transport(sent)
    discard(body)
    return response
  }
}

/** A server that is nothing but its policy. */
async function answerAlone(policy: CorsPolicy, request: Request, context: unknown): Promise<Response> {
  return await policy.wrap((_request: Request, _context: unknown) => new Response(null))(request, context)
}

function listsOf({ options }: CorsPolicy): PolicyJSON {
  const { origin } = options
  return { ...options, origin: typeof origin === 'function' ? [] : origin }
}

/** What the browser itself found last: redirects drop headers, and some browsers join lines before they look. */
function unsafeNamesIn(events: readonly Event[]): string[] {
  const last = events.findLast((event) => event.kind === 'step' && event.step.id === 'classify-request')
  const unsafe = last?.kind === 'step' ? (last.step.detail['unsafe'] as readonly UnsafeHeader[]) : []
  return unsafe.map(({ name }) => name)
}

function verdictOf(inquiry: Inquiry, { type, status, failure }: WireResponse): Verdict {
  const { request, finalUrl } = inquiry
  if (failure) {
    const scene = { url: request.urlList[0]!.href, finalUrl, origin: request.origin }
    const { chromium, firefox, webkit } = consoleMessages(failure, scene)
    return {
      readable: false,
      code: failure.code,
      sentence: describeFailure(failure, inquiry),
      spec: fetchStandard(FAILURES[failure.code].section),
      console: {
        chromium: visibleStart(chromium, 999),
        firefox: visibleStart(firefox, 999),
        webkit: visibleStart(webkit, 999),
      },
    }
  }
  if (type === 'opaque') {
    const sentence =
      "The call has `mode: 'no-cors'`: the request is sent, and the page can read neither status nor body."
    return { readable: false, sentence, spec: fetchStandard('concept-filtered-response-opaque') }
  }
  if (type === 'opaqueredirect') {
    const sentence = "The answer is a redirect, and with `redirect: 'manual'` the page can read nothing of it."
    return { readable: false, sentence, spec: fetchStandard('concept-filtered-response-opaque-redirect') }
  }
  const sentence = `The page can read the answer, of status ${status}.`
  return { readable: true, sentence, status, spec: fetchStandard('concept-filtered-response') }
}

function stepsFrom(inquiry: Inquiry): ExplainedStep[] {
  const { events, failure } = inquiry
  const steps = events.flatMap((event) =>
    event.kind === 'step' ? [explainStep(event.step, inquiry)] : explainExchange(event.exchange, inquiry),
  )
  // Where a browser gives up without a check, that is a step as well.
  if (!failure || steps.some(({ side, passed }) => side === 'browser' && !passed)) return steps
  const id = /network-error/.test(failure.code)
    ? 'network'
    : failure.code.startsWith('redirect-')
      ? 'redirect'
      : 'main-fetch'
  const spec = fetchStandard(FAILURES[failure.code].section)
  return [...steps, { id, side: 'browser', passed: false, sentence: describeFailure(failure, inquiry), spec }]
}
