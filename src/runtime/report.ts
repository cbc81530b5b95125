/**
 * Writes an error of the user's own code to the console. Not with `reportError()`: on Deno that ends the process, so
 * any client could stop the server.
 */
export function report(error: unknown): void {
  console.error(error)
}
