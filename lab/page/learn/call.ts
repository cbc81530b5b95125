import type { StepId } from '../../../src/browser/index.ts'
import { explain, type ExplainedStep, type Question } from '../../../src/explain/index.ts'
import { type Exchange, questionOf } from '../model/run.ts'
import { isPreflight, serverOf } from '../model/server.ts'
import type { Scene } from '../scene/scene.ts'
import { callOf } from '../see/call-of.ts'

/** A request and its answer, with their bodies. */
export interface Sent extends Exchange {
  readonly isPreflight: boolean
  readonly sentBody: string
  readonly gotBody: string
}

/** One call of a page, and what became of it. */
export interface Call {
  readonly page: string
  /** The call as it is written in the page. */
  readonly code: string
  readonly exchanges: readonly Sent[]
  /** Whether the request, and not only a preflight, reached the application. */
  readonly isReached: boolean
  readonly isReadable: boolean
  /** A response may be hidden from the page without an error. */
  readonly isError: boolean
  /** What the page has in the end. */
  readonly got: string
  readonly sentence: string
  /** URL of the section of the standard that the sentence is about. */
  readonly spec: string
  readonly steps: readonly Pick<ExplainedStep, 'id' | 'sentence' | 'spec'>[]
  readonly warnings: readonly string[]
}

export type Network = (request: Request) => Response | Promise<Response>

/** Plays a scene of the lab, with the cookies that the server has set before. */
export async function playScene(scene: Scene, cookies: readonly string[] = []): Promise<Call> {
  const { network } = await serverOf(scene)
  return playCall({ ...questionOf(scene), cookies }, network, callOf(scene))
}

/** Plays a call in the simulated browser, as the standard says. */
export async function playCall(question: Question, network: Network, code: string): Promise<Call> {
  const exchanges: Sent[] = []
  const recording = recordInto(exchanges, network, typeof question.body === 'string' ? question.body : '')
  const { verdict, steps, warnings } = await explain({ ...question, network: recording, probe: false })
  const { readable: isReadable, code: failure, status, sentence, spec } = verdict
  const response = isReadable ? `Response, status ${String(status)}` : 'Response, status 0, type opaque'
  const body = isReadable ? exchanges.at(-1)?.gotBody : ''
  return {
    page: question.page ?? 'null',
    code,
    exchanges,
    isReached: exchanges.some((exchange) => !exchange.isPreflight),
    isReadable,
    isError: failure !== undefined,
    got: failure ? 'TypeError: Failed to fetch' : body ? `${response}\n${body}` : response,
    sentence,
    spec,
    steps,
    warnings: warnings.filter((warning) => warning.code === 'mixed-content').map((warning) => warning.sentence),
  }
}

/** A network that writes down what goes through it. */
export function recordInto(exchanges: Sent[], network: Network, body = ''): Network {
  return async (request) => {
    const { method, url, headers } = request
    const isAsking = isPreflight(request)
    const response = await network(request)
    exchanges.push({
      method,
      url,
      sent: [...headers],
      status: response.status,
      got: [...response.headers],
      isPreflight: isAsking,
      sentBody: isAsking ? '' : body,
      gotBody: await response.clone().text(),
    })
    return response
  }
}

/** What the model says about some of the steps of a call. */
export function stepsOf(call: Call, ids: readonly StepId[]): Call['steps'] {
  return call.steps.filter(({ id }) => (ids as readonly string[]).includes(id))
}
