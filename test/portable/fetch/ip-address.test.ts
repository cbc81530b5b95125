import { expect, it } from 'vitest'
import { isIPv4, isIPv6 } from '../../../src/fetch/ip-address.ts'

it.each([
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['1.2.3', false],
  ['1.2.3.4.5', false],
  ['1.2.3.256', false],
  ['1.2.3.04', false],
  ['1.2.3.+4', false],
  ['1.2.3.', false],
  ['1.2.3.4e', false],
  ['1.2.3.0x4', false],
])('IPv4 %s: %s', (text, isIt) => {
  expect(isIPv4(text)).toBe(isIt)
})

it.each([
  ['::', true],
  ['::1', true],
  ['1::', true],
  ['1:2:3:4:5:6:7:8', true],
  ['2001:db8::1', true],
  ['1:0:3:4:5:6:7:8', true],
  ['1::4:0:0:7:8', true],
  ['1:0:0:4::8', true],
  ['ffff::', true],
  ['', false],
  [':', false],
  [':::', false],
  ['1:2:3:4:5:6:7', false],
  ['1:2:3:4:5:6:7:8:9', false],
  ['1::2::3', false],
  ['1:2:3:4:5::6:7:8:9', false],
  // Valid addresses, but not as the URL serializer writes them.
  ['0:0:0:0:0:0:0:1', false],
  ['1:0:0:4:5:6:7:8', false],
  ['1::3:4:5:6:7:8', false],
  ['1:0:0:4:0:0:0:8', false],
  ['1::4:0:0:0:8', false],
  ['1:0:0:4:5:0:0::', false],
  ['::FFFF', false],
  ['::0001', false],
  ['::g', false],
  ['::10000', false],
  ['::1.2.3.4', false],
  ['fe80::1%eth0', false],
  ['1:2:3:4:5:6:7::', false],
  ['::2:3:4:5:6:7:8', false],
  ['1:2:3:4::5:6:7:8', false],
])('IPv6 %s: %s', (text, isIt) => {
  expect(isIPv6(text)).toBe(isIt)
  // The URL parser agrees, because it serializes each address in one way.
  expect(URL.canParse(`http://[${text}]`) && new URL(`http://[${text}]`).hostname === `[${text}]`).toBe(isIt)
})
