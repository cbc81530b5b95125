/**
 * Whether a value has to be awaited. Only objects and functions are asked for `then`, and a `then` that a polluted
 * `Object.prototype` gives to all of them does not count. Functions are included, because an RPC call on Workers returns
 * a promise that is callable.
 */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  if (typeof value !== 'object' && typeof value !== 'function') return false
  const { then } = (value ?? {}) as { readonly then?: unknown }
  return typeof then === 'function' && then !== ({} as { readonly then?: unknown }).then
}

/** Calls `next` with a value: now, or when its promise resolves. */
export function after<Value, Result>(
  value: Value | Promise<Value>,
  next: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value)
}

/** Calls `next` with the result of `run`, or `fail` with its error, whether it throws or rejects. */
export function attempt<Value, Result>(
  run: () => Value | Promise<Value>,
  next: (value: Value) => Result,
  fail: (error: unknown) => Result | Promise<Result>,
): Result | Promise<Result> {
  try {
    const result = after(run(), next)
    return isPromise(result) ? result.catch(fail) : result
  } catch (error) {
    return fail(error)
  }
}
