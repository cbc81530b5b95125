import { isIPv4 } from './ip-address.ts'
import { isLoopback } from './origin.ts'

/**
 * Whether a host belongs to a private network, judging by its name or address (RFC 1918, 2544, 3879, 3927, 4193, 4291,
 * 6598, 6762, 8375). The host has to be written as the URL serializer writes it.
 */
export function isPrivateHost(host: string): boolean {
  // IPv4 addresses mapped to IPv6 are included. The serializer writes them in hexadecimal.
  if (host[0] === '[')
    return /^\[(::]|::ffff:(\w\w?|a\w\w|64[4-7]\w|7f\w\w|a9fe|ac1\w|c0a8|c61[23]):|f([cd]\w|e[89a-f])\w:)/.test(host)
  if (isIPv4(host))
    return /^(0|10|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|198\.1[89]|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      host,
    )
  return !host.includes('.') || /\.(local|internal|lan|home\.arpa|intranet|corp|home)$/.test(host)
}

/** Whether a host is the browser's own machine or on a private network, judging by its name or address. */
export function isLocalHost(host: string): boolean {
  return isLoopback(host) || isPrivateHost(host)
}
