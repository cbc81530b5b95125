import * as fc from 'fast-check'
import { parseOrigin } from '../../src/fetch/origin.ts'
import { near } from './mutations.ts'
import type { Target } from './targets.ts'

const label = fc.oneof(
  fc.constantFrom(
    'a',
    'example',
    'com',
    'xn--mnchen-3ya',
    '0',
    '127',
    '0x7f',
    '-',
    '_',
    'a'.repeat(63),
    'a'.repeat(64),
  ),
  fc.string({ unit: fc.constantFrom(...'abcxyz0189-_'), minLength: 1, maxLength: 8 }),
)
const octet = fc.constantFrom('0', '1', '127', '255', '256', '01', '0x1', '')
const group = fc.constantFrom('0', '0', '0', '1', 'ffff', 'abcd', '01', 'FFFF', '10000', '')
/** Names near the maximum length. */
const longName = fc.integer({ min: 250, max: 257 }).map((length) => `${'a'.repeat(63)}.`.repeat(5).slice(0, length))
const opaque = fc.oneof(
  fc.constantFrom('', '.', '-', 'Bundle', 'a..b', '%c3%A4', '%', '{a}', 'a,b', '01.2', '[::1]', 'a^b', 'a|b', 'a<b'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.integer({ min: 240, max: 330 }).map((length) => 'a'.repeat(length)),
)
const host = fc.oneof(
  longName,
  opaque,
  fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.')),
  fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.')),
  fc.array(group, { minLength: 1, maxLength: 9 }).map((groups) => `[${groups.join(':')}]`),
  fc.tuple(fc.array(group, { maxLength: 7 }), fc.array(group, { maxLength: 7 })).map((halves) => {
    return `[${halves.map((groups) => groups.join(':')).join('::')}]`
  }),
)
const scheme = fc.constantFrom(
  'http',
  'https',
  'https',
  'ws',
  'capacitor',
  'chrome-extension',
  'a'.repeat(64),
  'a'.repeat(65),
)
const port = fc.oneof(
  fc.constantFrom('', '', ':80', ':443', ':0', ':1', ':65535', ':65536', ':08', ':'),
  fc.nat(70_000).map((number) => `:${number}`),
)
const grammar = fc.tuple(scheme, host, port).map(([name, authority, rest]) => `${name}://${authority}${rest}`)

const PIECES = [
  'https',
  'http',
  ':',
  '//',
  '://',
  '.',
  '..',
  'a',
  'A',
  '0',
  '@',
  '/',
  '\\',
  '?',
  '#',
  '%2e',
  ' ',
  '\t',
  '\n',
  '[',
  ']',
  '::',
  '*',
  ',',
  'null',
  '\u00ad',
  '\uff41',
  'xn--',
  '-',
  '_',
  '`',
  '\0',
]

/** The grammar of a serialized origin on the web. The host is checked further below. */
const FORM = /^([a-z][a-z0-9+.-]{0,63}):\/\/([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])(?::([1-9][0-9]{0,4}))?$/

/**
 * Whether a string is a serialized origin, judged by the grammar and the URL parser, which serializes each origin with
 * a special scheme in one way. It does not check the form and length of labels, so that is done here.
 */
function isOrigin(text: string): boolean {
  const [, given] = /^([a-z][a-z0-9+.-]{0,63}):\/\//.exec(text) ?? []
  if (given && !/^(https?|wss?|ftp|file)$/.test(given)) return isOpaque(text)
  const [, name = '', authority = '', number] = FORM.exec(text) ?? []
  if (!name || text.length > 326 || Number(number) > 65_535) return false
  if ((name === 'http' && number === '80') || (name === 'https' && number === '443')) return false
  const isName = !authority.startsWith('[') && !/^[0-9.]+$/.test(authority)
  if (isName && (authority.length > 253 || authority.split('.').some((part) => part.length > 63))) return false
  // `ws`, because the ports in the grammar do not include its default port, so that none is removed.
  return URL.canParse(`ws://${authority}`) && new URL(`ws://${authority}`).host === authority
}

/**
 * Whether a string is the serialized origin of an app or an extension: the URL parser leaves it alone, and finds nothing
 * in it but scheme, host and port. A star and port 0 are refused by this library.
 */
function isOpaque(text: string): boolean {
  if (text.length > 326 || text.includes('*') || text.endsWith(':0') || !URL.canParse(text)) return false
  const { protocol, host: authority, href } = new URL(text)
  return href === text && `${protocol}//${authority}` === text
}

/** Invalid punycode is accepted by this library as a name, because no browser sends it and no list has it. */
const isPunycode = (text: string): boolean => /(^|[./])xn--/.test(text)

export const originTarget: Target = {
  inputs: near(grammar, PIECES),
  disagreement: (text) => {
    const parsed = parseOrigin(text)
    if (!isPunycode(text) && (parsed !== undefined) !== isOrigin(text)) return `parsed as ${JSON.stringify(parsed)}`
    if (!parsed) return
    const { scheme: name, host: authority, port: number, serialized } = parsed
    const again = `${name}://${authority}${number === null ? '' : `:${number}`}`
    return again === text && serialized === text ? undefined : `written as ${again}`
  },
}
