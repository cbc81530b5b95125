import { type Browser, CorsError, createBrowser } from '../../../src/browser/index.ts'
import type { CorsOptions } from '../../../src/index.ts'
import { syncPolicy } from './requests.ts'

/** A browser whose network is one handler behind a policy. */
export function open(
  options: CorsOptions,
  handler: (request: Request) => Response = () => new Response('data'),
): Browser {
  return createBrowser({ network: (request) => syncPolicy(options).wrap(handler)(request) })
}

/** The CorsError that a fetch rejects with. Anything else fails the test. */
export async function refusal(run: Promise<unknown>): Promise<CorsError> {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof CorsError)) throw new Error(`Expected a CorsError, got ${String(error)}`)
  return error
}
