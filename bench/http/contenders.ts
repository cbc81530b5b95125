import type { NodeServer } from '../cases/contenders/node-servers.ts'
import { type Contender, WORK, type WorkName } from '../cases/work.ts'
import type { Runtime } from '../harness/runtimes.ts'

/** Where a contender is: its file in `cases/contenders`, and its name there. */
export interface Entry {
  readonly file: string
  readonly key: string
  /** The only runtime on which it runs. */
  readonly only?: Runtime
}

/** The contenders that answer over HTTP. Each server loads one of them, and nothing of the others. */
export const ENTRIES: readonly Entry[] = [
  { file: 'handwritten', key: 'fixed' },
  { file: 'handwritten', key: 'handwritten' },
  { file: 'handwritten', key: 'handwrittenAgain' },
  { file: 'handwritten', key: 'handwrittenClone' },
  { file: 'corsage-built', key: 'corsage' },
  { file: 'corsage-built', key: 'corsageInHono' },
  { file: 'hono', key: 'hono' },
  { file: 'libraries', key: 'h3' },
  { file: 'libraries', key: 'ittyRouter' },
  { file: 'libraries', key: 'elysia' },
  { file: 'libraries', key: 'whatwgNode' },
  { file: 'libraries', key: 'edgeCors' },
  { file: 'node-servers', key: 'express', only: 'node' },
  { file: 'node-servers', key: 'fastify', only: 'node' },
]

/** The packages whose versions belong to the figures. */
export const PACKAGES = [
  'autocannon',
  '@hono/node-server',
  'hono',
  'h3',
  'itty-router',
  'elysia',
  '@elysiajs/cors',
  '@whatwg-node/server',
  'edge-cors',
  'express',
  'cors',
  'fastify',
  '@fastify/cors',
]

/** The work that is asked of each. Through sockets, the other kinds of work look the same. */
const WORKS: readonly WorkName[] = ['preflight allowed', 'preflight refused', 'GET allowed']

/** Loads the contender of an entry: once in its server, and once more where its answers are looked at. */
export async function load({ file, key }: Pick<Entry, 'file' | 'key'>): Promise<Contender | NodeServer> {
  type Loaded = Contender | NodeServer
  const module = (await import(`../cases/contenders/${file}.ts`)) as Record<string, Loaded | (() => Promise<Loaded>)>
  const found = module[key]
  const contender = typeof found === 'function' ? await found() : found
  if (!contender) throw new Error(`There is no '${key}' in ${file}.ts`)
  return contender
}

/** The work that a contender claims to do. */
export function worksOf(contender: Contender | NodeServer): readonly WorkName[] {
  return 'createServer' in contender ? WORKS : WORKS.filter((work) => contender.make(WORK[work].handler, work))
}
