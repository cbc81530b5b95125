/** A policy for the API of an Astro site, and none for its pages: `npx astro build && node dist/server/entry.mjs`. */
import { type AstroMiddleware, corsMiddleware } from 'corsage/astro'

const api = corsMiddleware({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['x-total-count'],
})

export const onRequest: AstroMiddleware = (context, next) =>
  context.url.pathname.startsWith('/api/') ? api(context, next) : next()
