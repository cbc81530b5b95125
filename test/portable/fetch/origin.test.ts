import { describe, expect, it } from 'vitest'
import { isLoopback, parseOrigin } from '../../../src/fetch/origin.ts'

const LABEL = 'a'.repeat(63)

describe('parseOrigin', () => {
  it.each([
    ['https://a.example', 'https', 'a.example', null],
    ['http://a.example:443', 'http', 'a.example', 443],
    ['https://a.example:80', 'https', 'a.example', 80],
    ['https://a.example:1', 'https', 'a.example', 1],
    ['https://a.example:65535', 'https', 'a.example', 65535],
    ['http://localhost:5173', 'http', 'localhost', 5173],
    ['https://-a_b-.example', 'https', '-a_b-.example', null],
    ['https://xn--mnchen-3ya.example', 'https', 'xn--mnchen-3ya.example', null],
    ['https://1.2.3.4a', 'https', '1.2.3.4a', null],
    ['https://1.example', 'https', '1.example', null],
    ['https://127.0.0.1', 'https', '127.0.0.1', null],
    ['https://255.255.255.255:8443', 'https', '255.255.255.255', 8443],
    ['http://[::1]:3000', 'http', '[::1]', 3000],
    ['http://[2001:db8::1:0:0:1]', 'http', '[2001:db8::1:0:0:1]', null],
    ['capacitor://localhost', 'capacitor', 'localhost', null],
    ['web+app.1-x://a:443', 'web+app.1-x', 'a', 443],
    [`https://${LABEL}.example`, 'https', `${LABEL}.example`, null],
    [`https://${`${LABEL}.`.repeat(3)}${'a'.repeat(61)}`, 'https', `${`${LABEL}.`.repeat(3)}${'a'.repeat(61)}`, null],
  ])('reads %s', (text, scheme, host, port) => {
    expect(parseOrigin(text)).toEqual({ scheme, host, port, serialized: text })
  })

  it.each([
    '',
    'null',
    '://a',
    'https:a.example',
    'https:/a.example',
    'https://',
    'https:///a',
    'https://a.example/',
    'https://a.example?',
    'https://a.example#',
    'https://a.example\\',
    'HTTPS://a.example',
    'https://A.example',
    '1https://a.example',
    '+https://a.example',
    'ht tps://a.example',
    'ht_tps://a.example',
    'https://a..example',
    'https://.a.example',
    'https://a.example.',
    'https://a b.example',
    'https://ä.example',
    'https://a%2eexample',
    'https://*.example',
    'https://u@a.example',
    'https://u:p@a.example',
    'https://a.example:',
    'https://a.example:0',
    'https://a.example:00',
    'https://a.example:08443',
    'https://a.example:65536',
    'https://a.example:+80',
    'https://a.example:8e1',
    'https://a.example:0x50',
    'https://a.example: 80',
    'https://a.example:8443:1',
    'https://a.example:443',
    'http://a.example:80',
    'https://1',
    'https://1.2.3',
    'https://1.2.3.4.5',
    'https://256.0.0.1',
    'https://01.2.3.4',
    'https://0x7f.0.0.1',
    'https://a.1',
    'https://a.0x',
    'https://a.0xfe',
    'https://[]',
    'https://[::1',
    'https://::1',
    'https://[::1]x',
    'https://[::1]:',
    'https://[1:2:3:4:5:6:7]',
    'https://[1:2:3:4:5:6:7:8:9]',
    'https://[a.example]',
    `https://${LABEL}a.example`,
    `https://${`${LABEL}.`.repeat(3)}${'a'.repeat(62)}`,
    `${'a'.repeat(65)}://a`,
    `https://${'a.'.repeat(200)}a`,
  ])('refuses %j', (text) => {
    expect(parseOrigin(text)).toBeUndefined()
  })

  it('accepts a scheme of 64 bytes, a host of 253 and a port of 5, which are 326 bytes in all', () => {
    const longest = `${'a'.repeat(64)}://${`${LABEL}.`.repeat(3)}${'b'.repeat(61)}:65535`

    expect(longest).toHaveLength(326)
    expect(parseOrigin(longest)?.port).toBe(65_535)
  })
})

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['app.localhost', true],
    ['127.0.0.1', true],
    ['127.255.0.1', true],
    ['[::1]', true],
    ['notlocalhost', false],
    ['localhost.example', false],
    ['127.0.0.1.example', false],
    ['128.0.0.1', false],
    ['0.0.0.0', false],
    ['[::]', false],
  ])('%s: %s', (host, isIt) => {
    expect(isLoopback(host)).toBe(isIt)
  })
})
