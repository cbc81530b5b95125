import { unpolluted } from '../runtime/unpolluted.ts'

/**
 * Makes a cookieless layer hide credentials in the request itself. The layer hides them in a copy of a plain `Request`,
 * but some hosts hand the original to the handler, whatever middleware passes on. A layer takes a request with a
 * property of its own for one that its host knows by identity (`src/server/cookieless.ts`).
 *
 * @returns the same request. If its headers are immutable, as on Workers, the layer still makes a copy
 */
export function knownByIdentity(request: Request): Request {
  // oxlint-disable-next-line typescript/unbound-method -- stays a method of the request
  const property = { value: request.clone, configurable: true, writable: true }
  return Object.defineProperty(request, 'clone', unpolluted(property))
}
