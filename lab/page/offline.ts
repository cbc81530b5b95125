/** Keeps the pages for the time without a network. Costs nothing before the page is ready. */
export function keepOffline(): void {
  // Missing in private windows of Firefox, and where the page is not secure.
  const keep = (): unknown => navigator.serviceWorker?.register('/offline.js').catch(() => {})
  if ('requestIdleCallback' in globalThis) requestIdleCallback(keep)
  else setTimeout(keep, 1000)
}
