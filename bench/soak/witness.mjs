// What a server under soak tells of itself: errors that nobody planned are on its console, and rejections that nobody
// handled are counted.
import process from 'node:process'

/** What handlers and predicates throw by design. */
export class PlannedError extends Error {}

let rejections = 0

/** How many rejections nobody has handled. */
export function unhandledRejections() {
  return rejections
}

/** Leaves planned errors off the console, so that what is on it was not planned. */
export function watchErrors() {
  const { error } = console
  console.error = (...said) => {
    if (!(said[0] instanceof PlannedError)) error('console.error:', ...said)
  }
  const count = (reason) => {
    rejections++
    error('Unhandled rejection:', reason)
  }
  if (globalThis.Bun) process.on('unhandledRejection', count)
  else {
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault()
      count(event.reason)
    })
  }
}
