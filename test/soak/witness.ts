// What a server under soak reports about itself: unplanned errors are on its console, and unhandled rejections are
// counted.
import process from 'node:process'

/** An error that a handler or a predicate throws by design. */
export class PlannedError extends Error {}

let rejections = 0

/** The number of unhandled rejections so far. */
export function unhandledRejections(): number {
  return rejections
}

/** Keeps planned errors off the console, so that everything on it was not planned. */
export function watchErrors(): void {
  const { error } = console
  console.error = (...values: unknown[]): void => {
    if (!(values[0] instanceof PlannedError)) error('console.error:', ...values)
  }
  const count = (reason: unknown): void => {
    rejections++
    error('Unhandled rejection:', reason)
  }
  if ('Bun' in globalThis) process.on('unhandledRejection', count)
  else {
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault()
      count(event.reason)
    })
  }
}
