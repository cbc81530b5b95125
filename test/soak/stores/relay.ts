// A process with KV and D1 of Miniflare, for `node relay.ts 8080 folder`, so that it can be killed while the Worker that
// uses them lives on. The bindings of that Worker speak HTTP, and what they ask is answered from the real ones here.
import { createRequire } from 'node:module'
import process from 'node:process'

interface MiniflareModule {
  readonly Miniflare: new (options: object) => { readonly ready: Promise<URL> }
  readonly convertV4MiniflareOptions: (options: object) => object
}

// Miniflare is part of wrangler, which pins it.
const require = createRequire(createRequire(import.meta.url).resolve('wrangler'))
const { Miniflare, convertV4MiniflareOptions } = require('miniflare') as MiniflareModule

const RELAY = `
const SQL = {
  create: 'CREATE TABLE IF NOT EXISTS origins (tenant TEXT, origin TEXT, PRIMARY KEY (tenant, origin))',
  allow: 'INSERT OR IGNORE INTO origins VALUES (?, ?)',
  revoke: 'DELETE FROM origins WHERE tenant = ? AND origin = ?',
}
const write = async (query, { ORIGINS, DB }) => {
  const [tenant, origin, isAllowed] = ['tenant', 'origin', 'allowed'].map((name) => query.get(name))
  if (query.get('store') === 'kv') {
    const key = tenant + ' ' + origin
    await (isAllowed ? ORIGINS.put(key, 'true') : ORIGINS.delete(key))
  } else {
    await DB.prepare(SQL.create).run()
    await DB.prepare(isAllowed ? SQL.allow : SQL.revoke).bind(tenant, origin).run()
  }
  return new Response()
}
const query = async (request, { DB }) => {
  const body = await request.json()
  const answers = []
  for (const { sql, params } of [body].flat()) {
    const [columns, ...rows] = await DB.prepare(sql).bind(...(params ?? [])).raw({ columnNames: true })
    answers.push({ success: true, meta: {}, results: { columns, rows } })
  }
  return Response.json(Array.isArray(body) ? answers : answers[0])
}
const read = async (pathname, { ORIGINS }) => {
  const value = await ORIGINS.get(decodeURIComponent(pathname.slice(1)))
  return value === null ? new Response('Not found', { status: 404 }) : new Response(value)
}
export default {
  fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/write') return write(searchParams, env)
    return pathname === '/query' ? query(request, env) : read(pathname, env)
  },
}`

const [, , port, folder] = process.argv
const relay = new Miniflare({
  ...convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: Number(port),
    modules: true,
    script: RELAY,
    compatibilityDate: '2026-10-23',
    kvNamespaces: ['ORIGINS'],
    d1Databases: ['DB'],
  }),
  resourcePersistencePath: folder,
  enableDevRegistry: false,
})
await relay.ready
console.log('ready')
