import type { CorsOptions } from '../../../src/index.ts'
import { syncPolicy } from './requests.ts'

type Make = () => Response
type Way = (options: CorsOptions, request: Request, answer: Make) => Response | Promise<Response>

const fail = (): never => {
  throw new Error('Down')
}

/** The ways in which a response of the application gets the headers of a policy. */
export const WAYS: Readonly<Record<string, Way>> = {
  returned: (options, request, answer) => syncPolicy(options).wrap(answer)(request),
  promised: (options, request, answer) => syncPolicy(options).wrap(async () => answer())(request),
  thrown: (options, request, answer) =>
    syncPolicy(options).wrap(() => {
      throw answer()
    })(request),
  rejected: (options, request, answer) =>
    syncPolicy(options).wrap(async () => {
      throw answer()
    })(request),
  'made by onError': (options, request, answer) => syncPolicy({ ...options, onError: answer }).wrap(fail)(request),
  'promised by onError': (options, request, answer) =>
    syncPolicy({ ...options, onError: async () => answer() }).wrap(fail)(request),
  'thrown by onError': (options, request, answer) =>
    syncPolicy({
      ...options,
      onError: () => {
        throw answer()
      },
    }).wrap(fail)(request),
  'set from data': (options, request, answer) => {
    const { status, body, set, vary, remove } = syncPolicy(options).headers(request)
    const response = status ? new Response(body ?? null, { status }) : answer()
    for (const name of [...response.headers.keys()]) if (remove.test(name)) response.headers.delete(name)
    for (const name of vary.split(', ').filter(Boolean)) response.headers.append('Vary', name)
    for (const [name, value] of set) response.headers.set(name, value)
    return response
  },
}
