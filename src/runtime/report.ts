/**
 * Writes an error of the application to the console. `reportError()` is deliberately not used: on Deno it ends the
 * process, so any client could stop the server.
 */
export function report(error: unknown): void {
  console.error(error)
}
