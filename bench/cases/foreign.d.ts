// What is used of the packages that only bench installs. It is declared here so that the types can be checked without
// that installation.

declare module '@elysiajs/cors' {
  export const cors: (options: object) => object
}

declare module '@whatwg-node/server' {
  interface Adapter {
    fetch: (request: Request) => Response | Promise<Response>
  }
  export const createServerAdapter: (handler: () => Response, options?: { plugins: object[] }) => Adapter
  export const useCORS: (options: object) => object
}

declare module 'autocannon' {
  export interface Options {
    url: string
    method: string
    headers: Record<string, string>
    connections: number
    amount: number
    sampleInt: number
    bailout: number
    timeout: number
  }
  interface Run extends PromiseLike<{ errors: number; non2xx: number; mismatches: number }> {
    on: (event: 'response', listener: () => void) => void
  }
  const autocannon: (options: Options) => Run
  export default autocannon
}

declare module 'edge-cors' {
  const cors: (request: Request, response: Response, options: object) => Response
  export default cors
}

declare module 'elysia' {
  export class Elysia {
    constructor(options: { aot: boolean })
    use(plugin: object): this
    get(path: string, handler: () => Response): this
    readonly fetch: (request: Request) => Response | Promise<Response>
  }
}

declare module 'express' {
  interface ExpressResponse {
    type: (type: string) => this
    send: (body: string) => this
  }
  interface App {
    (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse): void
    use: (middleware: unknown) => this
    get: (path: string, handler: (request: unknown, response: ExpressResponse) => unknown) => this
  }
  const express: () => App
  export default express
}

declare module 'h3' {
  export class H3 {
    use(middleware: (event: object, next: () => unknown) => unknown): this
    get(path: string, handler: () => Response): this
    fetch(request: Request): Response | Promise<Response>
  }
  export const handleCors: (event: object, options: object) => false | Response
}

declare module 'itty-router' {
  interface IttyRouter {
    get: (path: string, handler: () => Response) => this
    fetch: (request: Request) => Promise<Response>
  }
  export const cors: (options: object) => { preflight: unknown; corsify: unknown }
  export const Router: (options?: { before: unknown[]; finally: unknown[] }) => IttyRouter
}

declare module 'lru-cache' {
  export class LRUCache<Key, Value> {
    constructor(options: { max: number; ttl: number })
    get(key: Key): Value | undefined
    set(key: Key, value: Value): this
  }
}

declare module 'quick-lru' {
  export default class QuickLRU<Key, Value> {
    constructor(options: { maxSize: number; maxAge: number })
    get(key: Key): Value | undefined
    set(key: Key, value: Value): this
  }
}

declare module 'vega' {
  export const parse: (spec: object) => object
  export class View {
    constructor(runtime: object, options: { renderer: 'none' })
    toSVG(): Promise<string>
  }
}

declare module 'vega-lite' {
  export const compile: (spec: object) => { spec: { marks?: object[] } }
}
