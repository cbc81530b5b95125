/**
 * The application with policies that are compiled during the first request. Whatever they cache must work in later
 * requests.
 */
import { createWorker } from './handlers.ts'
import { upgrade } from './socket.ts'

let worker: ReturnType<typeof createWorker> | undefined

export default {
  fetch(...given: Parameters<ReturnType<typeof createWorker>['fetch']>): Response | Promise<Response> {
    worker ??= createWorker({ upgrade })
    return worker.fetch(...given)
  },
}
