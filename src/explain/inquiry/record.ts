import { transportOf } from '../../browser/browser.ts'
import { ownContext } from '../../browser/cookies/context.ts'
import { createJar } from '../../browser/cookies/jar.ts'
import { type ProfileName, profileOf } from '../../browser/profile.ts'
import { makeRequest } from '../../browser/request/make-request.ts'
import type { InternalRequest } from '../../browser/request/request.ts'
import type { UnsafeHeader } from '../../browser/request/safelist.ts'
import { type Body, discard } from '../../browser/terms/body.ts'
import { getHeader } from '../../browser/terms/header-list.ts'
import type { CookieStore, Transport, WireRequest } from '../../browser/terms/wire.ts'
import { createUserAgent } from '../../browser/user-agent.ts'
import type { PolicyJSON } from '../../policy/options.ts'
import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { engineEnds } from './engines.ts'
import { type Event, type Exchange, exchangesOf, type Inquiry } from './inquiry.ts'
import type { Question } from './question.ts'
import { policyFor } from './row.ts'

/** The server of a question: its network, or else its policy in front of an application that answers with nothing. */
export function serverOf({ network, policy, context }: Question): Transport {
  return withoutBodies(transportOf(network ?? ((request) => answerAlone(policy!, request, context))))
}

async function answerAlone(policy: CorsPolicy | RouteTable, request: Request, context: unknown): Promise<Response> {
  return await policy.wrap((_request: Request, _context: unknown) => new Response(null))(request, context)
}

/** Nobody reads the bodies, and some have no end. */
function withoutBodies(transport: Transport<Body>): Transport {
  return async (sent) => {
    const { body, ...response } = await transport(sent)
    discard(body)
    return response
  }
}

/** Makes the request as a browser does, and records every step and every exchange. */
export async function record(wire: WireRequest, question: Question, server: Transport): Promise<Inquiry> {
  const { context, profile = 'spec', cookies = [] } = question
  const request = makeRequest(wire)
  const { method } = request
  const { policy, row } = policyFor(question.policy, {
    url: request.urlList[0]!.href,
    method,
    headers: new Headers(),
  })
  const events: Event[] = []
  const transport = listenTo(server, request, question, events)
  const agent = createUserAgent({ transport, profile, cookies: jarOf(cookies, request.urlList[0]!, profile) })
  const { type, status, failure } = await agent.fetch(wire, (step) => events.push({ kind: 'step', step }))
  return {
    request,
    profile,
    events,
    type,
    status,
    failure,
    engines: failure ? await engineEnds(wire, exchangesOf({ events })) : {},
    finalUrl: finalUrlOf(request, events),
    unsafeNames: unsafeNamesIn(events),
    droppedNames: droppedNamesOf(wire, request),
    cookies,
    row,
    options: policy && listsOf(policy),
    hasPredicate: typeof policy?.options.origin === 'function',
    hasNetwork: question.network !== undefined,
    isOriginAllowed: await policy?.allowsOrigin(request.origin, context),
  }
}

/** The cookies of a browser after a visit to a URL whose server sets them. */
function jarOf(lines: readonly string[], url: URL, profile: ProfileName): CookieStore {
  const jar = createJar(profileOf(profile).cookies, Date.now)
  for (const line of lines) jar.setCookie(line, url.href, ownContext(url))
  return jar
}

/** A transport that adds each exchange to the events, with what the policy decides about it. */
function listenTo(
  server: Transport,
  request: InternalRequest,
  { policy: given, context, network }: Question,
  events: Event[],
): Transport {
  return async (sent) => {
    // The policy is for one server only: a redirect to another origin leaves it.
    const isOwn = sent.url.origin === request.urlList[0]?.origin
    const asked = {
      url: sent.url.href,
      method: sent.method,
      headers: new Headers(sent.headers.map(([name, value]): [string, string] => [name, value])),
    }
    const { policy, row } = policyFor(isOwn ? given : undefined, asked)
    const decision = await policy?.decide(asked, context)
    const isPreflight = sent.method === 'OPTIONS' && getHeader(sent.headers, 'access-control-request-method') !== null
    const expected = network ? await policy?.headers(asked, context) : undefined
    let response: Exchange['response']
    let isForOther = false
    try {
      response = await server(sent)
      const named = getHeader(response.headers, 'access-control-allow-origin') ?? ''
      isForOther =
        expected !== undefined &&
        policy!.options.origin !== '*' &&
        named !== getHeader(sent.headers, 'origin') &&
        (await policy!.allowsOrigin(named, context))
      return response
    } finally {
      // Without a network, only the policy answers with an error.
      const isForbidden = decision !== undefined && (network ? expected : response)?.status === 403
      const options = policy && listsOf(policy)
      const about = { isPreflight, decision, options, row, expected, isForbidden, response, isForOther }
      events.push({ kind: 'exchange', exchange: { ...sent, ...about } })
    }
  }
}

/** Each hop names its URL in its first step, and each redirect its target, also one that is never asked. */
function finalUrlOf(request: InternalRequest, events: readonly Event[]): string {
  const urls = events.flatMap((event) => {
    const { url, location = url } = event.kind === 'step' ? event.step.detail : {}
    return typeof location === 'string' ? [location] : []
  })
  return urls.at(-1) ?? request.urlList[0]!.href
}

/** The last list that the browser found, because a redirect drops headers and some browsers join lines before they look. */
function unsafeNamesIn(events: readonly Event[]): string[] {
  const last = events.findLast((event) => event.kind === 'step' && event.step.id === 'classify-request')
  const unsafe = last?.kind === 'step' ? (last.step.detail['unsafe'] as readonly UnsafeHeader[]) : []
  return unsafe.map(({ name }) => name)
}

function droppedNamesOf(wire: WireRequest, request: InternalRequest): string[] {
  const kept = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const given = new Set((wire.headers ?? []).map(([name]) => name.toLowerCase()))
  return [...given].filter((name) => !kept.has(name))
}

/** The policy's options as data: a predicate has no list. */
function listsOf({ options }: CorsPolicy): PolicyJSON {
  const { origin } = options
  return { ...options, origin: typeof origin === 'function' ? [] : origin }
}
