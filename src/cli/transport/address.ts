import { lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isLocalHost } from '../../fetch/private-host.ts'
import { ExchangeError } from './exchange-error.ts'

/**
 * Refuses addresses of private networks, unless they are allowed. A name is resolved once, and the connection goes to
 * the address that was checked, so a name whose address changes gets nowhere else.
 */
export function lookupFor(allowsPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const hidden = allowsPrivate ? undefined : found.find(({ address }) => isPrivateAddress(address))
      if (hidden) return callback(privateError(host, hidden.address), '')
      if (options.all) return callback(null, found)
      const [first] = found
      callback(null, first?.address ?? '', first?.family)
    })
  }
}

/** Refuses a URL whose host is an address, which is not looked up, or a name of a private network. */
export function checkHost({ hostname }: URL, allowsPrivate: boolean): void {
  if (!allowsPrivate && isLocalHost(hostname)) throw privateError(hostname, hostname)
}

/** Addresses of resolvers can be in a form that the URL serializer would not write. */
function isPrivateAddress(address: string): boolean {
  const [bare = ''] = address.split('%')
  const text = isIP(bare) === 6 ? `[${bare}]` : bare
  return !URL.canParse(`http://${text}`) || isLocalHost(new URL(`http://${text}`).hostname)
}

function privateError(host: string, address: string): ExchangeError {
  return new ExchangeError(
    'private',
    host === address ? `${host} is a private address` : `${host} has the private address ${address}`,
  )
}
