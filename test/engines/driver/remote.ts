import { once } from 'node:events'

/** A connection that answers commands and reports events, as the protocols of developer tools do. */
export interface Remote {
  /** Sends a command, and resolves with its result. */
  readonly send: (method: string, params?: object, more?: object) => Promise<Record<string, unknown>>
  /** Calls the listener with every event. */
  readonly listen: (listener: (event: RemoteEvent) => void) => void
  readonly close: () => void
}

export interface RemoteEvent {
  readonly method: string
  // Each event has its own members, and no type describes them.
  readonly params: Record<string, unknown>
  readonly sessionId?: string
}

interface Reply {
  readonly id: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** Connects to developer tools over a WebSocket. */
export async function connectRemote(url: string): Promise<Remote> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const waiting = new Map<number, (reply: Reply) => void>()
  const listeners: ((event: RemoteEvent) => void)[] = []
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Reply | RemoteEvent
    if ('id' in message) {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    } else for (const listener of listeners) listener(message)
  })
  let last = 0
  return {
    send: async (method, params = {}, more = {}) => {
      const id = ++last
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve)
        socket.send(JSON.stringify({ id, method, params, ...more }))
      })
      if (reply.error) throw new Error(`The browser refused ${method}: ${reply.error.message}`)
      return reply.result ?? {}
    },
    listen: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  }
}
