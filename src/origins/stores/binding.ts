import { checkArgument } from '../../policy/arguments.ts'
import { unexpected } from '../../wording/unexpected.ts'

/** The client of a store, or a function that finds it in the predicate's context: `({ env }) => env.ORIGINS`. */
export type Binding<Client, Context> = Client | ((context: Context) => Client)

/**
 * Checks a client: now, or each time that the function returns one.
 *
 * @param name the argument, as messages name it
 * @param methods the methods of which the client has at least one
 * @returns a function that finds the client in a context
 */
export function openBinding<Client extends object, Context>(
  name: string,
  binding: Binding<Client, Context>,
  ...methods: readonly string[]
): (context: unknown) => Client {
  const isClient = (value: unknown): boolean => methods.some((method) => typeof Object(value)[method] === 'function')
  const expected = `a client with ${methods.join('() or ')}()`
  if (typeof binding !== 'function' || isClient(binding)) {
    checkArgument([name], binding, `${expected}, or a function that finds one in the context`, isClient(binding))
    return () => binding as Client
  }
  return (context) => {
    const client = binding(context as Context)
    if (!isClient(client)) throw unexpected(`${name} returned`, client, expected)
    return client
  }
}
