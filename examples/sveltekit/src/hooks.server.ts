/** A policy for the API of a SvelteKit app, and none for its pages: `npx vite build && node build`. */
import { corsHandle, type KitHandle } from 'corsage/sveltekit'

const api = corsHandle({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['x-total-count'],
})

export const handle: KitHandle = (input) =>
  input.event.url.pathname.startsWith('/api/') ? api(input) : input.resolve(input.event)
