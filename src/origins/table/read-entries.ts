import { checkArgument } from '../../policy/arguments.ts'
import { createCollector, isList, type OriginEntry } from './collect.ts'
import { createKeyLog, type KeyLog } from './key-log.ts'
import { createLineReader } from './lines.ts'

/** Entries at hand. A `Uint8Array` has one entry on each line. */
export type EntryList = Iterable<OriginEntry | Uint8Array> | Uint8Array

/** Entries that arrive one after the other, as of a file, a query or a response. */
export type EntryStream = AsyncIterable<OriginEntry | Uint8Array> | ReadableStream<OriginEntry | Uint8Array>

/** The keys of all entries, and whether the entries have tenants. */
export interface Collected {
  readonly keys: KeyLog
  readonly hasTenants: boolean | undefined
}

/**
 * Reads entries, and keeps their keys. A promise if the entries are a stream.
 *
 * @throws {PolicyError} if the entries are neither a list nor a stream, and for wrong entries
 */
export function readKeys(entries: unknown, hasPatterns: boolean): Collected | Promise<Collected> {
  const keys = createKeyLog()
  const collector = createCollector({ name: 'entries', hasPatterns }, keys.append)
  const lines = createLineReader(collector)
  const take = (entry: unknown): void => (ArrayBuffer.isView(entry) ? lines.take(entry) : collector.take(entry))
  const finish = (): Collected => {
    lines.finish()
    return { keys, hasTenants: collector.finish() }
  }
  if (isStream(entries)) return takeAll(entries, take).then(finish)
  checkArgument(['entries'], entries, 'a list or a stream of origins', isList(entries))
  if (ArrayBuffer.isView(entries)) take(entries)
  else for (const entry of entries as Iterable<unknown>) take(entry)
  return finish()
}

async function takeAll(entries: AsyncIterable<unknown>, take: (entry: unknown) => void): Promise<void> {
  for await (const entry of entries) take(entry)
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
