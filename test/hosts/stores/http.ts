import { fromHttp } from '../../../src/origins/index.ts'
import type { ServedStore } from './app.ts'

/** The names of tenants that a path of a URL cannot have. */
export const LOST = ['.', '..']

/** Makes a store of an endpoint that is asked by a template below its origin. */
export function serveEndpoint(endpoint: string, template: string): ServedStore {
  const send = async (method: string, value: unknown): Promise<string> =>
    (await fetch(endpoint, { method, body: JSON.stringify(value) })).text()
  return {
    get: fromHttp(endpoint + template),
    write: (tenant, origin, isAllowed) => send(isAllowed ? 'PUT' : 'DELETE', [tenant, origin]),
    setBroken: (isBroken) => send('POST', isBroken),
  }
}
