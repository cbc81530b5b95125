/**
 * A copy of a host's object of handlers with another `fetch`. Everything else is kept, members of its class included:
 * these stay bound to the object, so that private fields work.
 */
export function withFetch(handlers: object, fetch: unknown): object {
  const inherited: Record<string, unknown> = {}
  for (
    let owner = Object.getPrototypeOf(handlers);
    owner && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const member: unknown = Reflect.get(handlers, name)
      inherited[name] = typeof member === 'function' ? member.bind(handlers) : member
    }
  }
  return { ...inherited, ...handlers, fetch }
}
