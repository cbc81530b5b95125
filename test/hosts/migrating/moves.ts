import { kit, next } from './frameworks.ts'
import { byProgram, exported, LISTEN, type Move } from './move.ts'

const hono = byProgram(
  'hono/cors',
  [
    [
      `app.get('/items', (c) => c.json([]))`,
      `
        app.all('/items', (c) => c.req.method === 'OPTIONS' ? c.text('Own') : c.json([], 200, { 'X-Total': '0' }))
        app.get('/error', () => { throw new Error('Thrown by a route') })
        app.get('/moved', (c) => c.redirect('/items'))
        app.get('/varied', (c) => c.text('Varied', 200, { Vary: 'Accept' }))
        app.get('/open', (c) => c.text('Open', 200, { 'Access-Control-Allow-Origin': '*' }))
      `,
    ],
  ],
  exported,
)

const LISTEN_ANYWHERE = `listen(0, '127.0.0.1', function () { const { port } = this.address(); ${LISTEN} })`

const express = byProgram('cors (Express)', [
  [
    `app.get('/items', (_req, res) => res.json([]))`,
    `
      app.options('/items', (_req, res) => res.send('Own'))
      app.all('/items', (_req, res) => res.json([]))
      app.get('/error', () => { throw new Error('Thrown by a route') })
      app.get('/moved', (_req, res) => res.redirect('/items'))
      app.get('/varied', (_req, res) => res.vary('Accept').send('Varied'))
      app.get('/open', (_req, res) => res.set('Access-Control-Allow-Origin', '*').send('Open'))
    `,
  ],
  [`listen(process.env['PORT'] ?? 3000)`, LISTEN_ANYWHERE],
])

const fastify = byProgram('@fastify/cors', [
  [
    `app.get('/items', async () => [])`,
    `
      app.options('/items', async () => 'Own')
      app.route({ method: ['GET', 'PUT'], url: '/items', handler: async () => [] })
      app.get('/error', async () => { throw new Error('Thrown by a route') })
      app.get('/moved', async (_request, reply) => reply.redirect('/items'))
      app.get('/varied', async (_request, reply) => reply.header('Vary', [reply.getHeader('Vary'), 'Accept'].filter(Boolean).join()).send('Varied'))
      app.get('/open', async (_request, reply) => reply.header('Access-Control-Allow-Origin', '*').send('Open'))
    `,
  ],
  [
    `await app.listen({ port: Number(process.env['PORT'] ?? 3000) })`,
    `console.log(await app.listen({ port: 0, host: '127.0.0.1' }))`,
  ],
])

const itty = byProgram(
  'itty-router',
  [
    [
      `router.get('/items', () => [])`,
      `
      router.options('/items', () => new Response('Own'))
      router.all('/items', () => [])
      router.get('/error', () => { throw new Error('Thrown by a route') })
      router.get('/moved', () => Response.redirect('https://api.example.com/items', 302))
      router.get('/varied', () => new Response('Varied', { headers: { Vary: 'Accept' } }))
      router.get('/open', () => new Response('Open', { headers: { 'Access-Control-Allow-Origin': '*' } }))
    `,
    ],
  ],
  exported,
)

/** Routes of h3: version 1 has another name for two functions. */
const routesOfH3 = (redirect: string, wrap = ''): string => `
  .options('/items', ${wrap}(() => 'Own'))
  .get('/items', ${wrap}(() => []))
  .put('/items', ${wrap}(() => []))
  .get('/error', ${wrap}(() => { throw new Error('Thrown by a route') }))
  .get('/moved', ${wrap}((event) => ${redirect}))
  .get('/varied', ${wrap}((event) => (appendResponseHeader(event, 'Vary', 'Accept'), 'Varied')))
  .get('/open', ${wrap}((event) => (setResponseHeader(event, 'Access-Control-Allow-Origin', '*'), 'Open')))
`

const h3 = byProgram('h3', [
  [`import { H3`, `import { appendResponseHeader, redirect, setResponseHeader, H3`],
  [`app.get('/items', () => [])`, `app${routesOfH3(`redirect('/items')`)}`],
  ['serve({ ', `serve({ port: 0, hostname: '127.0.0.1', `],
])

const h3One = byProgram(
  'h3 1',
  [
    ['import { createApp', 'import { appendResponseHeader, sendRedirect, setResponseHeader, createApp'],
    [`.get('/items', items)`, routesOfH3(`sendRedirect(event, '/items')`, 'defineEventHandler')],
    [`listen(process.env['PORT'] ?? 3000)`, LISTEN_ANYWHERE],
  ],
  { packages: { h3: 'node_modules/h3-1' } },
)

const elysia = byProgram(
  '@elysiajs/cors',
  [
    [
      `.get('/items', () => [])`,
      `
        .options('/items', () => 'Own')
        .get('/items', () => [])
        .put('/items', () => [])
        .get('/error', () => { throw new Error('Thrown by a route') })
        .get('/moved', ({ redirect }) => redirect('/items'))
        .get('/varied', ({ set }) => { set.headers.vary = 'Accept'; return 'Varied' })
        .get('/open', ({ set }) => { set.headers['access-control-allow-origin'] = '*'; return 'Open' })
      `,
    ],
    [
      `.listen(process.env['PORT'] ?? 3000)`,
      `.listen({ port: 0, hostname: '127.0.0.1' }, ({ url }) => console.log(String(url)))`,
    ],
  ],
  { runtime: 'bun' },
)

/** The moves of docs/migrating.md, each with its table. */
export const MOVES: readonly Move[] = [hono, express, fastify, itty, h3, h3One, elysia, kit, next]
