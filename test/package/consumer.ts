import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { built, ROOT, run } from './project.ts'

/** What a user installs next to Corsage: the hosts, or only their types, and the library in docs/audit.md. */
const NEIGHBOURS = [
  '@cloudflare/vite-plugin',
  '@cloudflare/workers-types',
  '@elysiajs/cors',
  '@fastify/cors',
  '@hono/node-server',
  '@orpc/server',
  '@trpc/server',
  '@types/aws-lambda',
  '@types/bun',
  '@types/connect',
  '@types/cors',
  '@types/express',
  '@types/koa',
  '@types/node',
  'ajv',
  'better-auth',
  'connect',
  'cors',
  'elysia',
  'express',
  'fastify',
  'graphql-yoga',
  'h3',
  'h3-1',
  'hono',
  'itty-router',
  'koa',
  'srvx',
  'tldts',
  'vite',
]

/** A new temporary folder. `remove` deletes it. */
export async function createFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'corsage-'))
  return { path, remove: () => rm(path, { recursive: true }) }
}

/** Packs the project as it would be published, and returns the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  built('src/index.js')
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder])
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (!tarball) throw new Error('npm pack wrote no tarball')
  return join(folder, tarball)
}

/** A user's project, with only the packed Corsage and its neighbours. */
export async function createConsumer(): Promise<Awaited<ReturnType<typeof createFolder>>> {
  const folder = await createFolder()
  await writeFile(join(folder.path, 'package.json'), '{ "private": true, "type": "module" }')
  const tarball = await pack(folder.path)
  await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], folder.path)
  for (const name of NEIGHBOURS) {
    const link = join(folder.path, 'node_modules', name)
    // oxlint-disable-next-line no-await-in-loop
    await mkdir(dirname(link), { recursive: true })
    // oxlint-disable-next-line no-await-in-loop
    await symlink(join(ROOT, 'node_modules', name), link)
  }
  return folder
}
