/**
 * The types of `Bun.serve`, as far as handlers without annotations need them. Nothing is imported from Bun: where its
 * types are installed, they are found in the global `Bun`, and elsewhere the least that all versions have stands for
 * them.
 */
type Host = typeof globalThis extends { readonly Bun: { serve: (options: infer Options) => infer Server } }
  ? { readonly request: RequestOf<Options>; readonly socket: SocketOf<Options>; readonly server: Server }
  : { readonly request: Request; readonly socket: object; readonly server: { requestIP(request: Request): unknown } }

type RequestOf<Options> = Options extends { routes: Record<string, infer Value> } ? FirstOf<Value> : never
type SocketOf<Options> = Options extends { websocket: { message?: infer Value } } ? FirstOf<NonNullable<Value>> : never
type FirstOf<Value> = Value extends (first: infer First, ...rest: never) => unknown ? First : never

/** The server of `Bun.serve`. `Data` is what it attaches to a WebSocket. */
export type BunServer<Data = unknown> = Omit<Host['server'], 'upgrade' | 'reload'> & {
  upgrade(request: Request, options?: { readonly data?: Data; readonly headers?: unknown }): boolean
  reload(options: object): unknown
}

/** The request that a handler in `routes` gets, with the parameters that are named in its path. */
export type BunRouteRequest<Path extends string = string> = Omit<Host['request'], 'params' | 'clone'> &
  Request & { readonly params: ParamsOf<Path> }

type ParamsOf<Path extends string> = string extends Path
  ? Readonly<Record<string, string>>
  : { readonly [Name in NamesIn<Path>]: string }
type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** A WebSocket with its data. */
export type BunSocket<Data> = Omit<Host['socket'], 'data' | 'cork'> & {
  data: Data
  cork(callback: (socket: BunSocket<Data>) => unknown): unknown
}

/** Methods, because their parameters are bivariant, so that a handler may use Bun's own types. */
type Handler<HostRequest, Data> = {
  handle(this: BunServer<Data>, request: HostRequest, server: BunServer<Data>): unknown
}['handle']
type SocketHandler<Data, Rest extends unknown[]> = { handle(socket: BunSocket<Data>, ...rest: Rest): unknown }['handle']
type Route<Path extends string, Data> =
  | Handler<BunRouteRequest<Path>, Data>
  | Response
  | object
  | false
  | Readonly<Record<string, Handler<BunRouteRequest<Path>, Data> | Response>>

/** The options of `Bun.serve` that hold handlers. All others stay as they are. */
export interface BunServeOptions<Path extends string = string, Data = unknown> {
  readonly fetch?: Handler<Request, Known<Data>> | undefined
  readonly routes?: { readonly [Each in Path]: Route<Each, Known<Data>> } | undefined
  readonly error?: ((error: Error) => unknown) | undefined
  readonly websocket?: BunSocketHandlers<Data> | undefined
}

interface BunSocketHandlers<Data> {
  /** Only its type counts: it is that of `socket.data`. */
  readonly data?: Data
  readonly message?: SocketHandler<Known<Data>, [message: string | Uint8Array]>
  readonly open?: SocketHandler<Known<Data>, []>
  readonly drain?: SocketHandler<Known<Data>, []>
  readonly close?: SocketHandler<Known<Data>, [code: number, reason: string]>
}

/** Data that nothing names. It is inferred from `data` only, and in no other place. */
type Known<Data> = NoInfer<[Data] extends [never] ? unknown : Data>

/**
 * The options as they were given. The second branch is never taken: it lets TypeScript find `Data` in the type that the
 * result is expected to have, as in `Bun.serve<Data>(…)`.
 */
export type Served<Serve, Data> = [Data] extends [infer _Any]
  ? NoInfer<Serve>
  : { readonly websocket?: { readonly data?: Data } }
