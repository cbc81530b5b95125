import { isIPv4 } from '../fetch/ip-address.ts'

/** Whether a host is one of a private network: by its name, or by its address (RFC 1918, 3927, 4193, 4291, 6598, 6762). */
export function isPrivateHost(host: string): boolean {
  // Also of IPv4 addresses in hexadecimal, mapped to IPv6.
  if (host[0] === '[')
    return /^\[(::]|::ffff:(\w\w?|a\w\w|64[4-7]\w|7f\w\w|a9fe|ac1\w|c0a8):|f([cd]\w|e[89ab])\w:)/.test(host)
  if (isIPv4(host))
    return /^(0|10|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host)
  return !host.includes('.') || /\.(local|internal|lan|home\.arpa|intranet|corp|home)$/.test(host)
}
