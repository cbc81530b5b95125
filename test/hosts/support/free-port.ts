import { listen } from './upstream.ts'

/** A port of the loopback interface that is free, for servers that do not say which port they got. */
export async function freePort(): Promise<number> {
  const { origin, stop } = await listen(() => {})
  await stop()
  return Number(new URL(origin).port)
}
