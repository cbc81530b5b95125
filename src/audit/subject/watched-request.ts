import { unpolluted } from '../../runtime/unpolluted.ts'

/**
 * A request from a page, for a predicate to look at.
 *
 * @param read receives the names of the headers that the predicate reads, in lower case, and `*` if it lists all headers
 */
export function watchedRequest(url: string, origin: string, read: Set<string>): Request {
  const request = new Request(url, unpolluted({ headers: { origin } }))
  const headers = new Proxy(request.headers, {
    get: (target, member) => {
      const value: unknown = Reflect.get(target, member)
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        read.add(member === 'get' || member === 'has' ? String(args[0]).toLowerCase() : '*')
        return Reflect.apply(value, target, args)
      }
    },
  })
  return Object.defineProperty(request, 'headers', { value: headers })
}
