import corpus from '../data/attack-corpus.json' with { type: 'json' }
import type { CorsOptions } from '../../src/index.ts'
import { PlannedError } from './witness.ts'

/** Tenants that are looked up as in a store: the predicate waits, sometimes refuses, and sometimes fails. */
async function isTenant({ scheme, host }: { scheme: string; host: string }): Promise<boolean> {
  await Promise.resolve()
  if (host === 'broken.tenants.example') throw new PlannedError('The store of tenants cannot be reached')
  return scheme === 'https' && host.endsWith('.tenants.example')
}

/** The policies of the server under soak, by the first segment of the path. */
export const POLICIES: Readonly<Record<string, CorsOptions>> = {
  api: {
    origin: [
      'https://app.example.com',
      'https://admin.example.com',
      'https://*.preview.example.com',
      'http://localhost:*',
    ],
    credentials: true,
    allowMethods: ['GET', 'PUT', 'DELETE'],
    allowHeaders: ['content-type', 'x-request-id'],
    exposeHeaders: ['etag', 'x-total'],
    timingAllowOrigin: true,
    maxAge: 600,
  },
  tenants: { origin: isTenant, credentials: true, allowMethods: ['PATCH'], allowHeaders: ['x-tenant'] },
  public: { origin: '*', allowMethods: ['*'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['*'] },
  forms: { origin: ['https://app.example.com'], allowMethods: ['POST'], enforce: true },
}

/** The policies of the corpus of attacks, by their names there. */
export const CORPUS_POLICIES = corpus.policies as Readonly<Record<string, CorsOptions>>
