/**
 * Apps in every form that frameworks give them. Each answers with its name and the number of its requests, and with a
 * permission of its own, which a policy has to remove. Its `scheduled()` returns the number of requests.
 */
import { Hono } from 'hono'

export interface App {
  fetch: (request: Request, ...rest: never[]) => Response | Promise<Response>
  scheduled: () => number
}

function answer(name: string, count: number): Response {
  return new Response(`${name} ${count}`, { headers: { 'Access-Control-Allow-Origin': '*', Vary: 'Accept' } })
}

class PrivateFields {
  #count = 0
  // Bun's own option, which every other host ignores.
  get idleTimeout(): number {
    return 30 + this.#count
  }
  fetch(_request: Request): Response {
    return answer('private', ++this.#count)
  }
  scheduled(): number {
    return this.#count
  }
}

/** Reads as Elysia 1.4 does: `fetch` is an inherited getter that replaces itself, and must not run early. */
class LikeElysia {
  count = 0
  names: string[] = []
  get fetch(): App['fetch'] {
    if (!this.names.length) throw new Error('Compiled before it has routes')
    const value = () => answer(this.names.join(), ++this.count)
    Object.defineProperty(this, 'fetch', { value, configurable: true, writable: true })
    return value
  }
  get routes(): object[] {
    return [{ method: 'GET', path: '/', handler: () => 'route' }]
  }
  get models(): never {
    throw new Error('Not ready')
  }
  add(name: string): this {
    this.names.push(name)
    return this
  }
  /** Adds a class of errors. On Bun, `error` is an option. */
  error(_classes: unknown): this {
    return this
  }
  scheduled(): number {
    return this.count
  }
}

/** Binds its methods as h3 2.0 does. */
class LikeH3 {
  readonly '~routes': object[] = [{ method: 'GET', path: '/' }]
  #count = 0
  constructor() {
    this.fetch = this.fetch.bind(this)
  }
  fetch(_request: Request): Response {
    return answer('h3', ++this.#count)
  }
  scheduled(): number {
    return this.#count
  }
}

/** Has the prototype of itty-router 5: every name that is read is a function that adds a route. */
function likeItty(): App {
  let count = 0
  const routes: unknown[] = []
  const prototype = new Proxy({}, { get: (_target, name) => (path: string) => routes.push([name, path]) })
  const own = { routes, fetch: async () => answer('itty', ++count), scheduled: () => count }
  return Object.setPrototypeOf(own, prototype) as App
}

/** A function with members that it does not list, as a server of graphql-yoga 5. */
function likeYoga(): App {
  let count = 0
  const members = { fetch: () => answer('yoga', ++count), scheduled: () => count }
  return new Proxy(() => answer('yoga', ++count), {
    has: (target, name) => name in members || name in target,
    get: (target, name) => Reflect.get(name in members ? members : target, name),
  }) as unknown as App
}

function ofHono(): App {
  let count = 0
  const app = new Hono()
  app.get('*', () => answer('hono', ++count))
  return Object.assign(app, { scheduled: () => count })
}

function byThis(): App & { count: number } {
  return {
    count: 0,
    fetch() {
      return answer('this', ++this.count)
    },
    scheduled() {
      return this.count
    },
  }
}

function byClosure(): App {
  let count = 0
  return { fetch: () => answer('closure', ++count), scheduled: () => count }
}

/** `start` is called after the policy is mounted. */
export interface Shape {
  readonly app: App
  readonly name: string
  readonly start?: () => unknown
  /** Whether `fetch` relies on its own `this`, which Bun replaces by the server. */
  readonly needsThis?: boolean
  /** Whether nothing lists the members, so that only `fetch` is kept. */
  readonly isSecretive?: boolean
}

export const SHAPES: Readonly<Record<string, () => Shape>> = {
  'an app of Hono': () => ({ app: ofHono(), name: 'hono' }),
  'an app like that of Elysia': () => {
    const app = new LikeElysia()
    return { app, name: 'first,late', start: () => app.add('first').add('late') }
  },
  'an app like that of h3': () => ({ app: new LikeH3(), name: 'h3' }),
  'a router like that of itty-router': () => ({ app: likeItty(), name: 'itty' }),
  'a server like that of graphql-yoga': () => ({ app: likeYoga(), name: 'yoga', isSecretive: true }),
  'a function that has fetch': () => ({
    app: Object.assign(() => answer('called', 0), byClosure()),
    name: 'closure',
  }),
  'an instance with private fields': () => ({ app: new PrivateFields(), name: 'private' }),
  'an instance of a derived class': () => ({ app: new (class extends PrivateFields {})(), name: 'private' }),
  'an instance whose fetch is an arrow function': () => {
    class Arrow {
      #count = 0
      fetch = () => answer('arrow', ++this.#count)
      scheduled = () => this.#count
    }
    return { app: new Arrow(), name: 'arrow' }
  },
  'an object with methods that use this': () => ({ app: byThis(), name: 'this', needsThis: true }),
  'an object with getters': () => {
    const { fetch, scheduled } = byClosure()
    const app = {
      get fetch() {
        return fetch
      },
      get scheduled() {
        return scheduled
      },
    }
    return { app, name: 'closure' }
  },
  'a frozen object': () => ({ app: Object.freeze(byClosure()), name: 'closure' }),
  'an object without a prototype': () => ({
    app: Object.assign(Object.create(null) as object, byClosure()),
    name: 'closure',
  }),
  'an object that inherits everything': () => ({ app: Object.create(byClosure()) as App, name: 'closure' }),
  'an app that replaces its fetch later': () => {
    const app = byClosure()
    const { fetch } = byClosure()
    return { app, name: 'closure', start: () => Object.assign(app, { fetch }) }
  },
  'a proxy': () => ({ app: new Proxy(byClosure(), {}), name: 'closure' }),
}
