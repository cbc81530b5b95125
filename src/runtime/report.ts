/**
 * Says on the console what went wrong in the user's own code. Not with `reportError()`: on one runtime that ends the
 * process, which nobody who sends a request may be able to do.
 */
export function report(error: unknown): void {
  console.error(error)
}
