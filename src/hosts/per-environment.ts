import { unexpected } from '../wording/unexpected.ts'

/** The argument of a function that makes options, or a layer, from the environment. */
export interface Environment<Bindings = unknown> {
  readonly env: Bindings
}

/**
 * Calls a function of the environment at the first request, and again only when a value that it has read changes. Some
 * hosts make a new `env` for each request, so its identity does not matter.
 *
 * The result is for all requests. If the function could see one of them, a cache could give the answer for that request
 * to another. On some hosts, `env` holds the request (`env.incoming` on Node, `env.event` on Lambda). So the function
 * can read only values of a configuration, and only until it returns, because the next request may have another `env`.
 *
 * Only the last result is kept, so memory cannot grow. An error is kept too, and thrown at every request until a value
 * changes, so that refused options are not checked again and again.
 */
export function perEnvironment<Made>(make: (given: Environment) => Made): (env: unknown) => Made {
  let read: Map<PropertyKey, unknown> | undefined
  let result: () => Made
  return (env) => {
    const members = Object(env) as Record<PropertyKey, unknown>
    if (!read || [...read].some(([name, key]) => keyOf(members[name]) !== key)) {
      const keys = (read = new Map<PropertyKey, unknown>())
      let isMaking = true
      const get = (_: unknown, name: PropertyKey): unknown => {
        const value = members[name]
        const key = keyOf(value)
        if (!isMaking || Object(key) === key) throw unexpected(`env.${String(name)} is`, value, EXPECTED)
        keys.set(name, key)
        return value
      }
      try {
        const made = make({ env: new Proxy(members, { get }) })
        result = () => made
      } catch (error) {
        result = () => {
          throw error
        }
      }
      isMaking = false
    }
    return result()
  }
}

const EXPECTED = 'a string, number, boolean or list, read at once: only a predicate may depend on a request'

/** Lists are compared by what they hold, because some hosts make new ones for each request. */
function keyOf(value: unknown): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : value
}
