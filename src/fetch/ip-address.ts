/** Whether `text` is an IPv4 address as the URL serializer writes it: four decimal octets, no leading zero. */
export function isIPv4(text: string): boolean {
  const octets = text.split('.')
  return octets.length === 4 && octets.every((octet) => isNumeral(octet, 255))
}

/** Whether `text` is a number from 0 to `most`, written without a sign or leading zero, in lower case. */
export function isNumeral(text: string, most: number, radix?: number): boolean {
  const value = Number.parseInt(text, radix)
  return value >= 0 && value <= most && value.toString(radix) === text
}

/**
 * Whether `text` (without brackets) is an IPv6 address as the URL serializer writes it: eight groups in lower case,
 * without leading zeros, with the longest run of two or more zero groups compressed, the first one if several are as
 * long (https://url.spec.whatwg.org/#concept-ipv6-serializer).
 */
export function isIPv6(text: string): boolean {
  const [left = [], right = []] = text.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = [...left, ...'00000000'].slice(0, 8 - right.length).concat(right)
  return (
    groups.length === 8 && groups.every((group) => isNumeral(group, 65535, 16)) && compress(groups.join(':')) === text
  )
}

function compress(address: string): string {
  for (let zeros = 7; zeros; zeros--) {
    const compressed = address.replace(new RegExp(`(^|:)0(:0){${zeros}}(:|$)`), '::')
    if (compressed !== address) return compressed
  }
  return address
}
