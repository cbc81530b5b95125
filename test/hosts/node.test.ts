import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { beforeEach, describe, vi } from 'vitest'
import { csrf } from '../../src/csrf/index.ts'
import { cors } from '../../src/index.ts'
import { createApp } from './support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from './support/policies.ts'
import { describeServer } from './support/server.ts'
import { type Running, stopServer } from './support/upstream.ts'
import { createHono } from './hono-app.ts'

type Env = { readonly incoming: IncomingMessage }
type Fetch = (request: Request, env: Env) => Response | Promise<Response>

const app = createApp() as Fetch
const apps: Readonly<Record<string, Fetch>> = {
  listed: cors(listed).wrap(app),
  open: cors(open).wrap(app),
  enforced: cors(enforced).wrap(app),
  guarded: csrf(guard).wrap(app),
  protected: cors(listed).wrap(csrf(guard).wrap(app)),
  predicate: cors({
    origin: ({ host }, { incoming }: Env) => host === TENANT && incoming.socket.remoteAddress === '127.0.0.1',
  }).wrap(app),
}

// Hides the errors that the application throws on purpose.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())

describe('node:http', () => {
  const start = startNode((request, env) => apps[policyName(request)]!(request, env))
  describeServer(['node'], start, { hasSockets: false })
})

describe('Hono on Node', () => {
  describeServer(['node', 'hono'], startNode(createHono().fetch), { hasSockets: false })
})

function startNode(fetch: Fetch): () => Promise<Running> {
  return () =>
    new Promise((resolve) => {
      const server = serve({ fetch: fetch as never, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
        resolve({ origin: `http://127.0.0.1:${port}`, stop: () => stopServer(server as Server) }),
      )
    })
}
