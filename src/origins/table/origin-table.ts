import type { TupleOrigin } from '../../fetch/origin.ts'
import { checkArgument, isOptions } from '../../policy/arguments.ts'
import { type OptionRules, readOptions } from '../../policy/check.ts'
import { callback } from '../../policy/rules.ts'
import { after } from '../../runtime/promise.ts'
import { type Buckets, layOut, openBuckets, TABLE } from './buckets.ts'
import { copyBytes, type Refuse, refusal, unseal } from './image.ts'
import { writeKey } from './key.ts'
import { type Collected, type EntryList, type EntryStream, readKeys } from './read-entries.ts'
import { withSecret } from './secret.ts'

/** Settings of a table. */
export interface OriginTableOptions<Context = unknown> {
  /**
   * Returns the tenant of a request, from its URL or its host: a preflight carries no cookie and no token. For a table
   * whose entries have tenants.
   */
  readonly tenant?: ((context: Context) => string | undefined) | undefined
}

/** Exact origins in little memory. The table is a predicate for the option `origin` of `cors()`. */
export interface OriginTable<Context = unknown> {
  (origin: TupleOrigin, context: Context): boolean
  /** The number of entries. */
  readonly size: number
  /**
   * Whether the table has an origin, for this tenant only. A table without tenants is asked with `undefined`.
   */
  readonly has: (tenant: string | undefined, origin: string) => boolean
  /** A copy of the table for `readOriginTable()`. */
  readonly toBytes: () => Uint8Array<ArrayBuffer>
}

/** The mark lets bundlers drop the rules from bundles that do not use them. */
const RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return { tenant: callback() }
}

/**
 * Makes a table of exact origins, for more of them than the memory has room for in a list: a million take about 27 MB. An
 * entry is an origin, or a tenant and its origin. An origin is allowed only for its own tenant.
 *
 * @param entries a list or a stream. A `Uint8Array` has one entry on each line: an origin, or a tenant, a tab and an origin
 * @returns a promise if the entries are a stream
 * @throws {PolicyError} with the first 20 wrong entries, and the number of all
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { originTable } from 'corsage/origins'
 *
 * const table = originTable(['https://app.example.com', 'https://shop.example'])
 * const policy = cors({ origin: table })
 * policy.allowsOrigin('https://shop.example') // true
 * ```
 */
export function originTable<Context = unknown>(
  entries: EntryList,
  options?: OriginTableOptions<Context>,
): OriginTable<Context>
export function originTable<Context = unknown>(
  entries: EntryStream,
  options?: OriginTableOptions<Context>,
): Promise<OriginTable<Context>>
export function originTable(
  entries: EntryList | EntryStream,
  options?: OriginTableOptions,
): OriginTable | Promise<OriginTable> {
  const { tenant } = readTableOptions(options, 'originTable()')
  const refuse = refusal(undefined, 'originTable()')
  return after<Collected, OriginTable>(readKeys(entries, false), (collected) => {
    checkTenant(tenant, collected.hasTenants)
    return makeTable(
      withSecret((secret) => openTable(layOut(collected, secret), refuse)),
      tenant,
    )
  })
}

/**
 * Reads a table that `toBytes()` wrote, in some 20 ms for a million origins. The bytes are used in place if they begin at
 * a multiple of four, as those of an `ArrayBuffer` do, so leave them unchanged.
 *
 * @throws {PolicyError} if the bytes are not a table, incomplete or changed. This finds accidents. Whoever can write the
 * bytes decides which origins are allowed
 */
export function readOriginTable<Context = unknown>(
  bytes: ArrayBuffer | Uint8Array,
  options?: OriginTableOptions<Context>,
): OriginTable<Context>
export function readOriginTable(bytes: ArrayBuffer | Uint8Array, options?: OriginTableOptions): OriginTable {
  const { tenant } = readTableOptions(options, 'readOriginTable()')
  const refuse = refusal(bytes, 'originTable()')
  const table = openTable(unseal(bytes, TABLE, refuse), refuse)
  checkTenant(tenant, table.size ? table.hasTenants : undefined)
  return makeTable(() => table, tenant)
}

function readTableOptions(options: unknown, reader: string): OriginTableOptions {
  checkArgument(['options'], options, 'an object such as { tenant }', isOptions(options))
  return readOptions(options, RULES, reader)
}

interface OpenTable extends Buckets {
  readonly image: Uint32Array
}

function openTable(image: Uint32Array, refuse: Refuse): OpenTable {
  return { image, ...openBuckets(image, refuse) }
}

/** @throws {PolicyError} if the table has no tenants, because no request would find its origin */
function checkTenant(tenant: unknown, hasTenants: boolean | undefined): void {
  checkArgument(['tenant'], tenant, 'no function, because the entries have no tenants', !tenant || hasTenants !== false)
}

function makeTable(open: () => OpenTable, tenantOf: OriginTableOptions['tenant']): OriginTable {
  const has = (tenant: string | undefined, origin: string): boolean => {
    const { size, hasTenants, has: hasKey } = open()
    if (!size) return false
    if (hasTenants !== (tenant !== undefined)) {
      if (hasTenants) return false
      // Answering here would allow the origins of all tenants to each of them.
      throw new TypeError('The entries of this table have no tenants, so ask table.has(undefined, origin)')
    }
    const length = writeKey(tenant, origin)
    return length > 0 && hasKey(length)
  }
  const predicate = ({ serialized }: TupleOrigin, context: unknown): boolean => {
    if (tenantOf) return has(tenantOf(context) ?? '', serialized)
    if (open().hasTenants) throw new TypeError('The entries of this table have tenants, so it needs the option tenant')
    return has(undefined, serialized)
  }
  Object.defineProperty(predicate, 'size', { get: () => open().size, enumerable: true })
  return Object.freeze(
    Object.assign(predicate as typeof predicate & { readonly size: number }, {
      has,
      toBytes: () => copyBytes(open().image),
    }),
  )
}
