import type { OriginLookup } from '../lookup.ts'
import { type Binding, openBinding } from './binding.ts'
import { createLookup } from './lookup.ts'

/** The part of a namespace of Durable Objects that is used. The objects have a method `allows`. */
export interface ObjectNamespace<Id = never> {
  idFromName(name: string): Id
  get(id: Id): { allows(origin: string): unknown }
}

/**
 * Looks origins up in Durable Objects, one for each tenant. An answer is the newest.
 *
 * A question about a tenant starts its object, even if there is no such tenant. If clients can invent tenants, as in a
 * path or host name, let the option `tenant` of `originStore` return only names that exist.
 *
 * @param namespace the namespace, or a function that finds it in the predicate's context
 * @throws {PolicyError} if it is neither
 * @example
 * ```ts
 * import { fromDurableObject, type ObjectNamespace } from 'corsage/origins'
 *
 * const get = fromDurableObject(({ env }: { env: { TENANTS: ObjectNamespace } }) => env.TENANTS)
 * ```
 */
export function fromDurableObject<Id, Context>(namespace: Binding<ObjectNamespace<Id>, Context>): OriginLookup {
  const open = openBinding('namespace', namespace, 'idFromName')
  return createLookup((tenant, origin, { context }) => {
    const objects = open(context)
    return objects.get(objects.idFromName(tenant)).allows(origin)
  })
}
