import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isLocalHost } from '../../fetch/private-host.ts'
import { NetworkFailure } from './network-failure.ts'

/** Which addresses may be asked. */
export interface AddressRules {
  /** Whether every address may be asked. */
  readonly isPrivateAllowed: boolean
  /** The hosts of the URLs that the user typed, as the URL parser writes them. */
  readonly typedHosts: ReadonlySet<string>
}

/**
 * Refuses addresses of this machine and of private networks, to which a redirect or a name server may lead. A server must
 * not use this program to reach what is behind the user's firewall. An address or a local name that the user typed is fine.
 *
 * @throws {NetworkFailure} for a host that is not allowed
 */
export function checkHost({ hostname }: URL, rules: AddressRules): void {
  if (!isFree(hostname, rules) && isLocalHost(hostname)) throw refusal(hostname, undefined)
}

/** A lookup for sockets that checks each address to which a name leads, right before the socket connects to it. */
export function guardedLookup(hostname: string, rules: AddressRules): LookupFunction {
  const isFreed = isFree(hostname, rules)
  return (name, options, callback) => {
    const all: LookupOptions & { readonly all: true } = { ...options, all: true }
    lookUp(name, all, (error: NodeJS.ErrnoException | null, found: LookupAddress[] | undefined) => {
      const [first] = found ?? []
      const local = isFreed ? undefined : found?.find(({ address }) => isLocalHost(asHost(address)))
      if (error || local || !found || !first) return callback(error ?? refusal(name, local?.address), [])
      return options.all ? callback(null, found) : callback(null, first.address, first.family)
    })
  }
}

/** Whether the user chose the host as a local one, or allows all. */
function isFree(hostname: string, { isPrivateAllowed, typedHosts }: AddressRules): boolean {
  return isPrivateAllowed || (typedHosts.has(hostname) && isLocalHost(hostname))
}

/** An address as the URL parser writes it. */
function asHost(address: string): string {
  const [plain = ''] = address.split('%')
  return isIP(plain) === 6 ? new URL(`http://[${plain}]/`).hostname : plain
}

function refusal(host: string, address: string | undefined): NetworkFailure {
  const where = address === undefined ? `${host} is` : `${host} is at ${address},`
  return new NetworkFailure(
    `${where} on this machine or in a private network, which is only asked with --allow-private`,
    'PRIVATE_ADDRESS',
  )
}
