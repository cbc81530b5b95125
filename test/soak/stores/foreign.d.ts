// What is used of modules that are not installed where the types are checked.

declare module 'cloudflare:workers' {
  interface ObjectState {
    readonly storage: {
      get: (key: string) => Promise<unknown>
      put: (key: string, value: unknown) => Promise<void>
      delete: (key: string) => Promise<boolean>
    }
    abort: (reason: string) => never
  }
  export class DurableObject {
    protected readonly ctx: ObjectState
  }
}

declare module 'redis' {
  interface Client {
    on: (event: 'error', listener: () => void) => void
    connect: () => Promise<unknown>
    sIsMember: (key: string, member: string) => Promise<number>
    sAdd: (key: string, member: string) => Promise<number>
    sRem: (key: string, member: string) => Promise<number>
  }
  export const createClient: (options: { socket: object; disableOfflineQueue?: boolean }) => Client
}

declare module 'pg' {
  export class Pool {
    constructor(options: object)
    on(event: 'error', listener: () => void): void
    query(sql: string, values?: string[]): Promise<{ rows: object[] }>
  }
}
