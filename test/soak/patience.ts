/** The length of one turn, in milliseconds. */
const TURN_MS = 100

/**
 * Calls back after some time, which is counted in short turns: while a busy machine lets nobody run, neither the server
 * nor its client, no time passes. Returns a function that stops it.
 */
export function afterTurns(ms: number, callback: () => void): () => void {
  let left = Math.ceil(ms / TURN_MS)
  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = (): void => {
    if (left-- > 0) timer = setTimeout(turn, TURN_MS)
    else callback()
  }
  turn()
  return () => clearTimeout(timer)
}
