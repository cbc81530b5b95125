/**
 * Copies an object of handlers and replaces its `fetch`. Everything else is kept, including the members of its class.
 * These are bound to the original object, so that they can still use its private fields.
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
