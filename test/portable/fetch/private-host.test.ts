import { describe, expect, it } from 'vitest'
import { isPrivateHost } from '../../../src/fetch/private-host.ts'

/** The first and the last address of each range. OUTSIDE has the addresses just before and after each range. */
const INSIDE = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.69.9.9', '100.70.0.0', '100.99.0.0', '100.100.0.0', '100.119.0.0', '100.127.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.19.9.9', '172.20.0.0', '172.29.0.0', '172.30.0.0', '172.31.255.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
].flat()

const OUTSIDE = [
  ['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '100.60.0.1', '100.1.0.1'],
  ['100.12.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '172.2.0.1', '172.3.0.1'],
  ['198.17.255.255', '198.20.0.0', '198.1.0.1'],
  ['192.167.255.255', '192.169.0.0', '193.168.0.1', '110.0.0.1', '101.0.0.1', '203.0.113.7', '8.8.8.8'],
].flat()

describe.each<readonly [form: string, write: (address: string) => string]>([
  ['IPv4', (address) => address],
  ['IPv4 mapped to IPv6', (address) => new URL(`http://[::ffff:${address}]`).hostname],
])('%s', (_form, write) => {
  it.each(INSIDE)('%s is private', (address) => {
    expect(isPrivateHost(write(address))).toBe(true)
  })

  it.each(OUTSIDE)('%s is public', (address) => {
    expect(isPrivateHost(write(address))).toBe(false)
  })
})

it.each([
  '[::]',
  '[::ffff:7f00:1]',
  '[::ffff:7fff:ffff]',
  '[fc00::1]',
  '[fdff::1]',
  '[fe80::1]',
  '[fe9f::]',
  '[febf::1]',
  '[fec0::1]',
  '[feff::1]',
])('%s is private', (host) => {
  expect(isPrivateHost(host)).toBe(true)
})

it.each([
  '[2001:db8::1]',
  '[fc1::1]',
  '[fd::]',
  '[fe8::1]',
  '[feb::1]',
  '[::2]',
  '[fb00::1]',
  '[fe70::]',
  '[ff00::1]',
  '[64:ff9b::a00:1]',
  '[1::ffff:a00:1]',
])('%s is public', (host) => {
  expect(isPrivateHost(host)).toBe(false)
})

it.each(['intranet', 'printer.local', 'a.b.internal', 'nas.lan', 'nas.home.arpa', 'x.intranet', 'x.corp', 'x.home'])(
  '%s is a private name',
  (host) => {
    expect(isPrivateHost(host)).toBe(true)
  },
)

it.each(['local.example', 'a.locals', 'mylocal.example', 'a.xhome.arpa', 'a.home-arpa', 'internal.corp.example'])(
  '%s is a public name',
  (host) => {
    expect(isPrivateHost(host)).toBe(false)
  },
)
