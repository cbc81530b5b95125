/** A proxy on Workers. */
import { createProxy } from '../support/proxy.ts'

interface Env {
  readonly UPSTREAM: string
}

export default {
  fetch: (request: Request, { UPSTREAM }: Env): Response | Promise<Response> => createProxy(UPSTREAM)(request),
}
