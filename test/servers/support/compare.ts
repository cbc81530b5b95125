import type { ExportedFiles } from '../../../src/export/index.ts'
import { type Answer, answerOf } from './answer.ts'
import { UPSTREAM } from './data.ts'
import { exchange, type RawRequest } from './exchange.ts'
import { type Exported, expectedOf } from './expected.ts'
import { startTarget, type Target } from './targets.ts'

/** A request that a server answers in another way than the policy. */
export interface Difference<Request extends RawRequest> {
  readonly request: Request
  readonly got: Answer
  readonly expected: Answer
}

const AT_ONCE = 400

/**
 * Sends requests to a server that has the exported files of a policy, and compares each answer with the policy's.
 *
 * @param files default: those of the policy
 */
export async function differencesOf<Request extends RawRequest>(
  target: Target,
  policy: Exported,
  requests: readonly Request[],
  upstream: number,
  files: ExportedFiles['files'] = target.export(policy).files,
): Promise<Difference<Request>[]> {
  const server = await startTarget(target, files, upstream)
  try {
    const compare = async (request: Request): Promise<Difference<Request>> => {
      const got = answerOf(await exchange(server.port, request))
      return { request, got, expected: await expectedOf(policy, request, UPSTREAM) }
    }
    const all: Difference<Request>[] = []
    for (let at = 0; at < requests.length; at += AT_ONCE)
      // oxlint-disable-next-line no-await-in-loop -- a server has a limited number of connections
      all.push(...(await Promise.all(requests.slice(at, at + AT_ONCE).map(compare))))
    return all.filter(({ got, expected }) => JSON.stringify(got) !== JSON.stringify(expected))
  } finally {
    await server.stop()
  }
}
