/** Whether `text` is an IPv4 address as the URL serializer writes it: four decimal octets, no leading zero. */
export function isIPv4(text: string): boolean {
  const octets = text.split('.')
  return octets.length === 4 && octets.every((octet) => isDecimal(octet, 255))
}

/** Whether `text` is a number from 0 to `most`, written in decimal without a sign or leading zero. */
export function isDecimal(text: string, most: number): boolean {
  const value = Number.parseInt(text)
  return value >= 0 && value <= most && String(value) === text
}

/**
 * Whether `text` (without brackets) is an IPv6 address as the URL serializer writes it: eight groups in lower case
 * without leading zeros, of which the first longest run of two or more zeros is compressed
 * (https://url.spec.whatwg.org/#concept-ipv6-serializer).
 */
export function isIPv6(text: string): boolean {
  const [left, right] = text.split('::').map((half) => half.split(':').filter(Boolean)) as [string[], string[]?]
  const gap = right ? 8 - left.length - right.length : 0
  if (gap < 0) return false
  const groups = [...left, ...Array<string>(gap).fill('0'), ...(right ?? [])]
  return groups.length === 8 && groups.every(isGroup) && compress(groups.join(':')) === text
}

function isGroup(text: string): boolean {
  const value = Number.parseInt(text, 16)
  return value < 65536 && value.toString(16) === text
}

function compress(address: string): string {
  for (let zeros = 7; zeros; zeros--) {
    const compressed = address.replace(new RegExp(`(^|:)0(:0){${zeros}}(:|$)`), '::')
    if (compressed !== address) return compressed
  }
  return address
}
