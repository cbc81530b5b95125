import { UsageError } from '../command/usage-error.ts'
import type { CredentialsMode, FailureCode, Header, TransportResponse, createUserAgent } from '../../browser/index.ts'

/** What a page asks for. */
export interface Call {
  /** The origin of the page. */
  readonly origin: string
  readonly method: string
  readonly headers?: readonly Header[]
  readonly credentials: CredentialsMode
}

/** The request that a browser sends first: the call itself, or its preflight. */
export interface FirstRequest {
  readonly method: string
  readonly headers: Header[]
}

/** What becomes of a call. */
export interface Verdict {
  /** Whether the page gets what it asked for: it reads the answer, or it may send the request. */
  readonly isAllowed: boolean
  /** Why not. */
  readonly code?: FailureCode | undefined
}

/** An answer that was seen. */
export type Answer = Pick<TransportResponse, 'status' | 'headers'>

/** The browser of `corsage/browser`, asked about requests and answers. */
export interface BrowserModel {
  /**
   * The request that a browser sends first.
   *
   * @throws {UsageError} for a port that browsers block
   */
  readonly firstRequest: (url: URL, call: Call) => Promise<FirstRequest>
  /** Whether a page may read an answer to its own request. */
  readonly judgeAnswer: (call: Call, answer: Answer) => Promise<Verdict>
  /** Whether a page may send a request after an answer to its preflight. */
  readonly judgePreflight: (call: Call, answer: Answer) => Promise<Verdict>
}

/** Pages of the endpoint's own origin need no permission, so answers are judged as if another host had sent them. */
const ELSEWHERE = 'https://endpoint.invalid/'

class EnoughError extends Error {}

/** Makes the model from `createUserAgent`, which commands load when they run. */
export function browserModel(create: typeof createUserAgent): BrowserModel {
  const judge = async (
    call: Call,
    respond: (method: string) => Answer | undefined,
  ): Promise<Verdict & { readonly hop: number }> => {
    const agent = create({
      transport: ({ method }) => {
        const answer = respond(method)
        if (!answer) throw new EnoughError()
        return { status: answer.status, headers: answer.headers }
      },
    })
    const { origin, ...rest } = call
    try {
      const { failure } = await agent.fetch({ url: ELSEWHERE, client: { origin }, ...rest })
      return { isAllowed: !failure, code: failure?.code, hop: failure?.hop ?? 0 }
    } catch (error) {
      // A status or a method that browsers do not know.
      if (!(error instanceof TypeError)) throw error
      return { isAllowed: false, code: 'network-error', hop: 0 }
    }
  }
  return {
    firstRequest: async (url, { origin, ...rest }) => {
      let first: FirstRequest | undefined
      const agent = create({
        transport: ({ method, headers }) => {
          first ??= { method, headers }
          throw new EnoughError()
        },
      })
      await agent.fetch({ url: url.href, client: { origin }, ...rest })
      // The list of bad ports (https://fetch.spec.whatwg.org/#port-blocking).
      if (!first)
        throw new UsageError(
          `Port is ${url.port}, which every browser blocks, so no page can call the endpoint`,
          'Type the URL that pages call',
        )
      return first
    },
    judgeAnswer: async (call, answer) => {
      let isSent = false
      const verdict = await judge(call, () => {
        if (isSent) return
        isSent = true
        return answer
      })
      // The answer was a redirect that passed the check. Nobody knows what is behind it.
      return verdict.hop > 0 ? { isAllowed: true } : verdict
    },
    judgePreflight: (call, answer) =>
      judge(call, (method) => (method === 'OPTIONS' ? answer : permission(call.origin))),
  }
}

function permission(origin: string): Answer {
  return {
    status: 200,
    headers: [
      ['access-control-allow-origin', origin],
      ['access-control-allow-credentials', 'true'],
    ],
  }
}
