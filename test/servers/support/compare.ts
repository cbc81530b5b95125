import type { ExportedFiles } from '../../../src/export/index.ts'
import type { CorsPolicy } from '../../../src/index.ts'
import { type Answer, answerOf } from './answer.ts'
import { UPSTREAM } from './data.ts'
import { exchange, type RawRequest } from './exchange.ts'
import { expectedOf } from './expected.ts'
import { startTarget, type Target } from './targets.ts'

/** A request that a server answers in another way than the policy. */
export interface Difference<Request extends RawRequest> {
  readonly request: Request
  readonly got: Answer
  readonly expected: Answer
}

/**
 * Sends requests to a server that has the exported files of a policy, and compares each answer with the policy's.
 *
 * @param files default: those of the policy
 */
export async function differencesOf<Request extends RawRequest>(
  target: Target,
  policy: CorsPolicy,
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
    const all = await Promise.all(requests.map(compare))
    return all.filter(({ got, expected }) => JSON.stringify(got) !== JSON.stringify(expected))
  } finally {
    await server.stop()
  }
}
