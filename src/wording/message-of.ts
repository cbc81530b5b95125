/**
 * The message of something that was thrown, as it was thrown: it may hold anything that a server or a caller sent.
 *
 * @returns `undefined` if it has none
 */
export function messageOf(thrown: unknown): string | undefined {
  const message: unknown = thrown instanceof Error ? thrown.message : thrown
  return typeof message === 'string' ? message : undefined
}
