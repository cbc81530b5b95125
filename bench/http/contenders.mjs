import { WORK } from '../work.mjs'

/** Who answers over HTTP, by the file and the name there: each server loads one of them, and nothing of the others. */
export const CONTENDERS = [
  { file: 'http/fixed.mjs', key: 'fixed' },
  { file: 'contenders/handwritten.mjs', key: 'handwritten' },
  { file: 'contenders/handwritten.mjs', key: 'handwrittenAgain' },
  { file: 'contenders/handwritten.mjs', key: 'handwrittenClone' },
  { file: 'contenders/corsage.mjs', key: 'corsage' },
  { file: 'contenders/corsage.mjs', key: 'corsageInHono' },
  { file: 'contenders/hono.mjs', key: 'hono' },
  { file: 'contenders/h3.mjs', key: 'h3' },
  { file: 'contenders/itty-router.mjs', key: 'ittyRouter' },
  { file: 'contenders/elysia.mjs', key: 'elysia' },
  { file: 'contenders/whatwg-node.mjs', key: 'whatwgNode' },
  { file: 'contenders/edge-cors.mjs', key: 'edgeCors' },
  { file: 'http/express.mjs', key: 'express', only: 'node' },
  { file: 'http/fastify.mjs', key: 'fastify', only: 'node' },
]

/** Whose versions belong to the figures. */
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

/** What is asked of each. The other kinds of work differ from these in nothing that can be seen through sockets. */
const WORKS = ['preflight allowed', 'preflight refused', 'GET allowed']

/** The contender of an entry: loaded in its server, and once more where its answers are looked at. */
export async function load({ file, key }) {
  const module = await import(`../${file}`)
  return module[key]
}

/** The kinds of work that a contender says it does. */
export function worksOf({ make, createServer }) {
  return createServer ? WORKS : WORKS.filter((work) => make(WORK[work].handler, work))
}
