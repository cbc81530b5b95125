import type { ProfileName } from '../../../src/browser/index.ts'
import { explain, type Explanation, type Question } from '../../../src/explain/index.ts'
import type { PolicyError, PolicyIssue } from '../../../src/index.ts'
import type { Scene } from '../scene/scene.ts'
import { bodyOf } from './body.ts'
import { readHeaders } from './header-lines.ts'
import { type Server, serverOf } from './server.ts'

export { installServerRequest } from './server-request.ts'

export type Lines = readonly (readonly [name: string, value: string])[]

/** One request and its answer, as they are on the wire. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly sent: Lines
  /** 0 if the server did not answer. */
  readonly status: number
  readonly got: Lines
}

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const satisfies readonly ProfileName[]
export type Engine = (typeof ENGINES)[number]

/** What happens in one browser. */
export interface Seen {
  readonly explanation: Explanation
  readonly exchanges: readonly Exchange[]
}

/** Everything that the lab shows about a scene. */
export interface Result extends Seen {
  /** Whether a policy of Corsage answers, so that the chart of the server is about it. */
  readonly hasPolicy: boolean
  readonly engines: Readonly<Record<Engine, Seen>>
}

/** Why a scene cannot be played. */
export interface Problem {
  readonly message: string
  /** The problems of the policy, if it is the policy. */
  readonly issues: readonly PolicyIssue[]
}

/** Plays a scene in the simulated browsers. No request leaves the page. */
export async function run(scene: Scene): Promise<Result | Problem> {
  try {
    return await play(scene)
  } catch (error) {
    if (isPolicyError(error)) return { message: 'The policy is refused.', issues: error.issues }
    if (error instanceof Error) return { message: error.message, issues: [] }
    throw error
  }
}

async function play(scene: Scene): Promise<Result> {
  const server = await serverOf(scene)
  // One question for each, because a stream can be read only once.
  const ask = (): Question => ({ ...questionOf(scene), ...(server.policy && { policy: server.policy }) })
  const [spec, chromium, firefox, webkit] = await Promise.all([
    see(ask(), server, 'spec'),
    see(ask(), server, 'chromium'),
    see(ask(), server, 'firefox'),
    see(ask(), server, 'webkit'),
  ])
  // Asks again as other origins, so that warnings know whether the answer depends on the origin.
  const explanation = await explain({ ...ask(), network: server.network })
  return { ...spec, explanation, hasPolicy: server.policy !== undefined, engines: { chromium, firefox, webkit } }
}

export function questionOf(scene: Scene): Question {
  const { page, url, method, headers, credentials, mode, redirect, keepalive } = scene
  const given = readHeaders(headers)
  return {
    page: page.trim(),
    url: url.trim(),
    method: method.trim(),
    headers: given,
    credentials,
    mode,
    redirect,
    keepalive: keepalive === 'true',
    body: bodyOf(scene),
  }
}

async function see(question: Question, { network }: Server, profile: ProfileName): Promise<Seen> {
  const exchanges: Exchange[] = []
  const recording = async (request: Request): Promise<Response> => {
    const { method, url } = request
    const sent = { method, url, sent: [...request.headers], status: 0, got: [] }
    const at = exchanges.push(sent) - 1
    const response = await network(request)
    exchanges[at] = { ...sent, status: response.status, got: [...response.headers] }
    return response
  }
  const explanation = await explain({ ...question, network: recording, profile, probe: false })
  return { explanation, exchanges }
}

/** Not by `instanceof`, because the class loads with the first policy. */
function isPolicyError(error: unknown): error is PolicyError {
  return error instanceof Error && error.name === 'PolicyError'
}
