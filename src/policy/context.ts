/**
 * Adds the request to a predicate's context. A context stays as it is if it already has a `request`, or if it is an
 * instance of a class, such as Hono's `Context`, because a copy would lose its methods.
 */
export function withRequest(request: unknown, context: unknown): unknown {
  return Object.hasOwn(Object(context), 'request') || !isPlain(context) ? context : { request, ...(context as object) }
}

/** The context that a handler's second argument gives where no adapter says it: an instance of a class gets a name. */
export function contextFrom(argument: unknown): unknown {
  return isPlain(argument) ? argument : { context: argument }
}

function isPlain(value: unknown): boolean {
  const prototype: unknown = Object.getPrototypeOf(Object(value))
  return prototype === Object.prototype || prototype === null
}
