import { PolicyError } from '../../../src/index.ts'
import type { OriginEntry } from '../../../src/origins/table/collect.ts'

/** Random numbers that are equal in each run (https://en.wikipedia.org/wiki/Xorshift). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const HOSTS = [
  (id: string) => `https://${id}.example.com`,
  (id: string) => `https://${id}.example.com:8443`,
  (id: string) => `http://localhost:${(Number.parseInt(id, 36) % 60_000) + 1024}`,
  (id: string) => `http://${id}`,
  (id: string) => `https://xn--${id}-kva.example`,
  (id: string) => `https://10.${Number.parseInt(id, 36) % 256}.7.${Number.parseInt(id, 36) % 251}`,
  (id: string) => `http://[2001:db8::${(Number.parseInt(id, 36) % 0xffff).toString(16).replace(/^0$/, '1')}]:3000`,
  (id: string) => `chrome-extension://${id}`,
  (id: string) => `https://${`${id}-long`.repeat(9).slice(0, 60)}x.${'label.'.repeat(25)}example`,
]

const TENANTS = [
  (id: string) => id,
  (id: string) => `${id} https://${id}.example.com`,
  (id: string) => `münchen-${id}`,
  (id: string) => `${id}\uD800`,
  (id: string) => `${id}\uD801`,
  (id: string) => `\u0000${id}\n`,
  (id: string) => id.padEnd(256, '語'),
]

/** Origins of all forms that browsers send. */
export function originsOf(count: number, random: (below: number) => number): string[] {
  return Array.from({ length: count }, () => HOSTS[random(HOSTS.length)]!(`${random(9)}a${random(1e6).toString(36)}`))
}

/** Pairs with tenants of all kinds; each tenant has several origins, and many origins have several tenants. */
export function pairsOf(count: number, random: (below: number) => number): [tenant: string, origin: string][] {
  const origins = originsOf(Math.ceil(count / 3), random)
  return Array.from({ length: count }, () => [
    TENANTS[random(TENANTS.length)]!(random(count / 5).toString(36)),
    origins[random(origins.length)]!,
  ])
}

/** A stream of entries, one after the other. */
export async function* streamOf<Entry = OriginEntry>(entries: Iterable<Entry>): AsyncGenerator<Entry> {
  for (const entry of entries) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.resolve()
    yield entry
  }
}

/**
 * Changes bytes in random places, and reads them.
 *
 * @param head how many bytes at the beginning are changed most often
 * @returns the problems of all attempts, each once and with sevens as numbers; `read` for an attempt without a problem
 */
export function outcomesOfChanges(bytes: Uint8Array, head: number, read: (bytes: Uint8Array) => unknown): string[] {
  const random = createRandom(5)
  const outcomes = new Set<string>()
  for (let left = 10_000; left > 0; left--) {
    const changed = bytes.slice()
    for (let count = random(3); count >= 0; count--) {
      const at = random(2) ? random(head) : random(bytes.length)
      changed[at]! ^= 1 << random(8)
    }
    // Two changes may undo each other.
    if (changed.every((byte, at) => byte === bytes[at])) continue
    try {
      read(changed)
      outcomes.add('read')
    } catch (error) {
      const issues = error instanceof PolicyError ? error.issues : [{ message: String(error) }]
      for (const { message } of issues) outcomes.add(message.replaceAll(/\b\d+\b/g, '7'))
    }
  }
  return [...outcomes].toSorted((one, other) => one.localeCompare(other))
}
