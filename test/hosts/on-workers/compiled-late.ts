/** The application, whose policies are compiled in the first request: what they keep must serve all others. */
import { createWorker } from './handlers.ts'
import { upgrade } from './socket.ts'

let worker: ReturnType<typeof createWorker> | undefined

export default {
  fetch(...given: Parameters<ReturnType<typeof createWorker>['fetch']>): Response | Promise<Response> {
    worker ??= createWorker({ upgrade })
    return worker.fetch(...given)
  },
}
