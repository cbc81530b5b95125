/// <reference lib="webworker" />
/**
 * The service worker of the lab: keeps the files of its pages, and serves them when the network does not.
 *
 * "Nothing leaves the page" has to stay true with it. A service worker is not bound by the content security policy of
 * its pages, so a page could hand it data to send. Three things prevent that: its own policy lets it connect to the
 * lab's origin only (lab/headers.ts); it listens to no messages; and it passes on a request as it is, for the paths in
 * `FILES` only. It leaves all other requests, such as those to the API of the real calls, to the browser.
 *
 * Not Workbox: it has no strategy that asks the network first and keeps the files of one build together.
 */

/** Written by lab/build.mjs. */
declare const FILES: readonly string[]
declare const VERSION: string

declare const self: ServiceWorkerGlobalScope

const PREFIX = 'corsage-lab-'
const CACHE = PREFIX + VERSION

/** Milliseconds after which a kept file is better than one that may come from the network. */
const PATIENCE = 3_000

/** Whether the last requests got no answer, so that the next ones do not wait each. */
let isStuck = false

self.addEventListener('install', (event) => event.waitUntil(keepAll()))

// A new build waits until the last page of the old one is closed, because pages load parts of their own build late.
self.addEventListener('activate', (event) => {
  event.waitUntil(removeCaches((name) => name !== CACHE))
  // The first page of a visitor was opened without a service worker, and loads parts too.
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== self.location.origin || !FILES.includes(pathname)) return
  const answered = fetch(event.request)
  event.respondWith(answer(pathname, answered))
  event.waitUntil(answered.then(leaveIfForeign, () => {}))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  // Past the HTTP cache, which may have files of another build.
  await cache.addAll(FILES.map((path) => new Request(path, { cache: 'reload' })))
}

/** The network first, so that nobody sees an old page while the server answers. */
async function answer(path: string, answered: Promise<Response>): Promise<Response> {
  // Without storage, which a visitor may have blocked since, there is still the network.
  const kept = await caches.match(path, { cacheName: CACHE }).catch(() => undefined)
  if (!kept) return answered
  let isSettled = false
  const fresh = answered.then(
    (response) => {
      isSettled = true
      isStuck = false
      // A page that was opened before a new build asks for parts that the server no longer has.
      return response.status === 404 && isOurs(response) ? kept : response
    },
    () => kept,
  )
  const timeout = pause(isStuck ? 0 : PATIENCE).then(() => {
    isStuck ||= !isSettled
    return kept
  })
  return Promise.race([fresh, timeout])
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function isOurs(response: Response): boolean {
  return response.headers.get('x-served-by') === 'corsage-lab'
}

/** Another program has this address now, as happens with ports of one's own machine. The lab must not stand in for it. */
async function leaveIfForeign(response: Response): Promise<void> {
  if (isOurs(response) || response.status >= 500) return
  await self.registration.unregister()
  await removeCaches(() => true)
}

async function removeCaches(isOld: (name: string) => boolean): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && isOld(name)).map((name) => caches.delete(name)))
}
