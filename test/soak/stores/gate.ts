import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Subject } from './subject.ts'

/** A way to a store that can be blocked: its clients then wait for answers, as they do for those of a dead machine. */
export interface Gate {
  readonly port: number
  /** Lets nothing through, in either direction, and closes nothing. */
  readonly block: () => void
  /** Lets through what has come in the meantime. */
  readonly unblock: () => void
  /** Closes all connections. */
  readonly cut: () => void
}

/** Opens a gate on the loopback interface. */
export async function openGate(storePort: number): Promise<Gate> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let isBlocked = false
  const server = createServer((client) => {
    const store = connect(storePort, '127.0.0.1')
    const pair = [client, store] as const
    pairs.add(pair)
    for (const [one, other] of [pair, [store, client] as const]) {
      one.pipe(other)
      one.on('error', () => {})
      one.once('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
      if (isBlocked) one.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const each = (act: (socket: Socket) => unknown): void => {
    for (const pair of pairs) for (const socket of pair) act(socket)
  }
  return {
    port: (server.address() as AddressInfo).port,
    block: () => {
      isBlocked = true
      each((socket) => socket.pause())
    },
    unblock: () => {
      isBlocked = false
      each((socket) => socket.resume())
    },
    cut: () => each((socket) => socket.destroy()),
  }
}

/** How a store is blocked and unblocked by its gate. */
export function blocking({ block, unblock, cut }: Gate): Pick<Subject, 'block' | 'unblock'> {
  return {
    block: async () => block(),
    unblock: async () => {
      // A machine that was dead does not answer what it was asked before, and half of the time one that was slow does.
      if (Math.random() < 0.5) cut()
      unblock()
    },
  }
}
