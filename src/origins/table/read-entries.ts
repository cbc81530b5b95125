import { checkArgument } from '../../policy/arguments.ts'
import { after } from '../../runtime/promise.ts'
import { type Collector, createCollector, type Listing, type OriginEntry } from './collect.ts'
import { createKeyLog, type KeyLog } from './key-log.ts'

/** Entries at hand. A `Uint8Array` has one entry on each line. */
export type EntryList = Iterable<OriginEntry | Uint8Array>

/** Entries that arrive one after the other, as of a file, a query or a response. */
export type EntryStream = AsyncIterable<OriginEntry | Uint8Array> | ReadableStream<OriginEntry | Uint8Array>

/**
 * Reads all entries of a list or of a stream. A promise if they are a stream.
 *
 * @param keep is called for each entry, when its key has been written
 * @returns whether the entries have tenants, or `undefined` if there are no entries
 * @throws {PolicyError} if the entries are neither a list nor a stream, and for wrong entries
 */
export function readEntries(
  entries: unknown,
  listing: Listing,
  keep: (length: number, tenant: string | undefined, origin: string) => void,
): (boolean | undefined) | Promise<boolean | undefined> {
  // A string would be a list of its characters.
  const isObject = typeof entries === 'object' && entries !== null
  const isStream = isObject && Symbol.asyncIterator in entries
  const isReadable = isStream || (isObject && Symbol.iterator in entries)
  checkArgument([listing.name], entries, 'a list or a stream of origins', isReadable)
  const collector = createCollector(listing, keep)
  if (isStream) return readStream(entries as AsyncIterable<unknown>, collector)
  if (ArrayBuffer.isView(entries)) collector.take(entries)
  else for (const entry of entries as Iterable<unknown>) collector.take(entry)
  return collector.finish()
}

async function readStream(entries: AsyncIterable<unknown>, collector: Collector): Promise<boolean | undefined> {
  for await (const entry of entries) collector.take(entry)
  return collector.finish()
}

/** The keys of all entries, and whether the entries have tenants. */
export interface Collected {
  readonly keys: KeyLog
  readonly hasTenants: boolean | undefined
}

/** Reads entries, and keeps their keys. A promise if the entries are a stream. */
export function readKeys(entries: unknown, hasPatterns: boolean): Collected | Promise<Collected> {
  const keys = createKeyLog()
  return after<boolean | undefined, Collected>(
    readEntries(entries, { name: 'entries', hasPatterns }, keys.append),
    (hasTenants) => ({ keys, hasTenants }),
  )
}
