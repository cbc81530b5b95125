import { checkArgument } from '../../policy/arguments.ts'
import { after } from '../../runtime/promise.ts'
import { createCollector, isList, type OriginEntry } from './collect.ts'
import { createDelta } from './delta.ts'
import {
  FILTER_RULES,
  type FilterOptions,
  type FilterRest,
  type OriginFilterOptions,
  readFilterOptions,
  READER_RULES,
} from './filter-options.ts'
import { FILTER, type FilterLabel, layOutFilter, openFilter, type OpenFilter } from './fuse-image.ts'
import { copyBytes, type Refuse, refusal, unseal } from './image.ts'
import { writeKey } from './key.ts'
import { type Collected, type EntryList, type EntryStream, readKeys } from './read-entries.ts'
import { withSecret } from './secret.ts'

/** Says which origins a store need not be asked for: the option `filter` of `originStore()`. */
export interface OriginFilter {
  /**
   * Returns `false` if a tenant certainly does not allow an origin. `true` says nothing. A filter whose entries have no
   * tenants looks only at the origin.
   */
  (tenant: string | undefined, origin: string): boolean
  readonly version: string
  /** When the entries were read, in milliseconds since 1970. */
  readonly builtAt: number
  /** The number of entries. */
  readonly size: number
  /** Why the filter refuses nothing at the moment. `undefined` if it does. */
  readonly rests: FilterRest | undefined
  /**
   * Lets an origin pass that has been added after the filter was built.
   *
   * @throws {PolicyError} if it is not a tenant and an origin
   */
  readonly add: (tenant: string | undefined, origin: string) => void
  /**
   * Tells the filter what has been added elsewhere, so that it goes on to refuse for `maxAge` seconds. If the list has
   * another version by now, the filter refuses nothing any more.
   *
   * @param version the version of the list that the additions belong to
   * @param added all origins that were added since that version was begun
   * @throws {PolicyError} with the first 20 wrong entries, and the number of all
   */
  readonly update: (version: string, added: Iterable<OriginEntry>) => void
  /** A copy of the filter for `readOriginFilter()`, without what has been added. It holds the secret of the filter. */
  readonly toBytes: () => Uint8Array<ArrayBuffer>
}

/**
 * Makes a filter that says of nearly every origin which is not in a list that it is not, in 2.3 MB for a million entries.
 * It never says so of an entry. One stranger in 65,536 passes.
 *
 * @param entries a list or a stream, as for `originTable()`. For a store with wildcards, they may be patterns
 * @returns a promise if the entries are a stream
 * @throws {PolicyError} with every problem of the options, or with the first 20 wrong entries and the number of all
 * @example
 * ```ts
 * import { originFilter } from 'corsage/origins'
 *
 * const filter = originFilter([['acme', 'https://app.acme.example']], { maxAge: 60 })
 * filter('acme', 'https://app.acme.example') // true
 * filter('acme', 'https://other.example') // false, certainly not allowed
 * filter.add('acme', 'https://other.example')
 * filter('acme', 'https://other.example') // true
 * ```
 */
export function originFilter(entries: EntryList, options?: OriginFilterOptions): OriginFilter
export function originFilter(entries: EntryStream, options?: OriginFilterOptions): Promise<OriginFilter>
export function originFilter(
  entries: EntryList | EntryStream,
  options?: OriginFilterOptions,
): OriginFilter | Promise<OriginFilter> {
  const now = Date.now()
  const given = readFilterOptions(options, FILTER_RULES, 'originFilter()')
  const { builtAt = now, version = new Date(builtAt).toISOString(), maxAge } = given
  const label = { builtAt, version }
  const refuse = refusal(undefined, WRITER)
  return after<Collected, OriginFilter>(readKeys(entries, true), (collected) =>
    makeFilter(
      label,
      withSecret((secret) => openImage(layOutFilter(collected, label, secret), refuse)),
      maxAge,
    ),
  )
}

/**
 * Reads a filter that `toBytes()` wrote. The bytes are used in place if they begin at a multiple of four, as those of an
 * `ArrayBuffer` do, so leave them unchanged.
 *
 * @throws {PolicyError} with every problem of the options, or if the bytes are not a filter, incomplete or changed
 */
export function readOriginFilter(bytes: ArrayBuffer | Uint8Array, options?: FilterOptions): OriginFilter {
  const { maxAge } = readFilterOptions(options, READER_RULES, 'readOriginFilter()')
  const refuse = refusal(bytes, WRITER)
  const filter = openImage(unseal(bytes, FILTER, refuse), refuse)
  return makeFilter(filter, () => filter, maxAge)
}

const WRITER = 'originFilter()'
const DEFAULT_MAX_AGE = 60

interface OpenImage extends OpenFilter {
  readonly image: Uint32Array
}

function openImage(image: Uint32Array, refuse: Refuse): OpenImage {
  return { image, ...openFilter(image, refuse) }
}

function makeFilter(
  { version, builtAt }: FilterLabel,
  open: () => OpenImage,
  maxAge: number = DEFAULT_MAX_AGE,
): OriginFilter {
  const delta = createDelta()
  /** Until when nothing was added that the filter does not know. */
  let knownUntil = builtAt
  let isOtherVersion = false
  const rests = (): FilterRest | undefined => {
    if (isOtherVersion) return 'other-version'
    if (delta.isFull) return 'too-many-added'
    const age = Date.now() - knownUntil
    // A clock that was set back makes the filter old, too.
    return age >= 0 && age <= maxAge * 1000 ? undefined : 'too-old'
  }
  const mayAllow = (tenant: string | undefined, origin: string): boolean => {
    if (rests()) return true
    const { hasTenants, mayHave } = open()
    // Nothing is certain if the tenant is not known.
    if (hasTenants && tenant === undefined) return true
    const owner = hasTenants ? tenant : undefined
    const length = writeKey(owner, origin)
    return (length > 0 && mayHave(length)) || delta.has(owner, origin)
  }
  const addAll = (entries: unknown): void => {
    checkArgument(['added'], entries, 'a list of origins', isList(entries))
    const hasTenants = open().hasTenants || undefined
    const found: [tenant: string | undefined, origin: string][] = []
    const collector = createCollector({ name: 'added', hasPatterns: true, hasTenants }, (_length, tenant, origin) => {
      found.push([hasTenants && tenant, origin])
    })
    for (const entry of entries as Iterable<unknown>) collector.take(entry)
    // All of them or, if one is wrong, none.
    collector.finish()
    for (const [tenant, origin] of found) delta.add(tenant, origin)
  }
  return Object.freeze(
    Object.defineProperties(mayAllow, {
      version: { value: version, enumerable: true },
      builtAt: { value: builtAt, enumerable: true },
      size: { get: () => open().size, enumerable: true },
      rests: { get: rests, enumerable: true },
      add: {
        value: (tenant: string | undefined, origin: string) =>
          addAll([tenant === undefined ? origin : [tenant, origin]]),
        enumerable: true,
      },
      update: {
        value: (other: string, added: Iterable<OriginEntry>) => {
          checkArgument(['version'], other, 'a string', typeof other === 'string')
          if (other !== version) isOtherVersion = true
          else {
            addAll(added)
            knownUntil = Date.now()
          }
        },
        enumerable: true,
      },
      toBytes: { value: () => copyBytes(open().image), enumerable: true },
    }),
  ) as OriginFilter
}
