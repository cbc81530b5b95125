import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER, FORBIDDEN_RESPONSE_HEADER } from '../fetch/header-classes.ts'
import { FORBIDDEN_METHOD } from '../fetch/method.ts'
import { REGISTRY_SUFFIX } from '../policy/origins/public-suffixes.ts'

// A pattern of a JSON Schema is one RegExp without flags. So the grammar of origins is written here a second time, and
// test/package/schema.test.ts compares it with the parser. There are no lookbehinds, because fewer validators know them.

/** The source of a RegExp without its anchors. */
function inner({ source }: RegExp): string {
  return source.replace(/^\^/, '').replace(/\$$/, '')
}

/** The source of a RegExp that ignores case and has letters only in words. */
function innerOfAnyCase(pattern: RegExp): string {
  return inner(pattern).replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
}

const END = '(?=:|$)'
const SCHEME = String.raw`[a-z][a-z\d+.-]{0,63}`
const SPECIAL = '(?:https?|ftp)'
const OTHER = `(?!${SPECIAL}:)${SCHEME}`
/** Schemes whose documents have an opaque origin, and schemes without documents. */
const NO_ORIGIN = '(?!(?:about|blob|data|file|filesystem|javascript|view-source|wss?):)'

const NUMBER = String.raw`(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])`
const PORT = `(?::${NUMBER})?`
const NO_DEFAULT_PORT = '(?!http:.*:80$)(?!https:.*:443$)'

const LABEL = String.raw`[a-z\d_-]{1,63}`
const NO_NUMBER = String.raw`(?!(?:[^:]*\.)?(?:\d+|0x[\da-f]*)${END})`
/** A domain of at most so many characters, whose last label does not look like a number. */
const domain = (most: number): string => String.raw`(?=[^:]{1,${most}}${END})${NO_NUMBER}${LABEL}(?:\.${LABEL})*`
const localDomain = (most: number): string => String.raw`(?=[^:]{1,${most}}${END})(?:${LABEL}\.)*localhost`

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`
const IPV4 = String.raw`${OCTET}(?:\.${OCTET}){3}`
const LOCAL_IP = String.raw`127(?:\.${OCTET}){3}|\[::1\]`

const GROUP = String.raw`(?:0|[1-9a-f][\da-f]{0,3})`
const groups = (least: number, most: number): string =>
  most
    ? (least ? '' : '(?:') + `${GROUP}(?::${GROUP}){${Math.max(least - 1, 0)},${most - 1}}` + (least ? '' : ')?')
    : ''
/** Eight groups, or fewer around `::`. Which run of zeros becomes `::` is left to `cors()`. */
const IPV6 = `\\[(?:${[
  groups(8, 8),
  ...Array.from({ length: 7 }, (_, left) => `${groups(left, left)}::${groups(0, 6 - left)}`),
].join('|')})\\]`

/** The characters in the host of an app or an extension. */
const OPAQUE = String.raw`[!"$-)+-.\d;=A-Z_-{}~]`

const NO_REGISTRY = String.raw`(?!(?:${inner(REGISTRY_SUFFIX)})${END})`

/** An entry of `origin`: an exact origin, a wildcard, or any port of a loopback host. */
export const ORIGIN: string = `^${NO_ORIGIN}${NO_DEFAULT_PORT}(?:${[
  `${SPECIAL}://(?:${domain(253)}|${IPV4}|${IPV6})${PORT}`,
  `${OTHER}://(?:${OPAQUE}+${PORT}|${IPV6}${PORT})?`,
  String.raw`${SCHEME}://\*\.(?:${localDomain(251)}|${NO_REGISTRY}${domain(251)})${PORT}`,
  String.raw`${SPECIAL}://(?:${localDomain(253)}|${LOCAL_IP}):\*`,
  String.raw`${OTHER}://(?:(?:${OPAQUE}*\.)?localhost|${LOCAL_IP}):\*`,
  String.raw`${SCHEME}://\*\.${localDomain(251)}:\*`,
].join('|')})$`

/** An entry of `origin` that is not `http:`, except for loopback hosts. */
export const SECURE_ORIGIN: string = String.raw`^(?!http:)|^http://(?:(?:[^/:]*\.)?localhost|${LOCAL_IP})${END}`

/** An exact http or https origin. */
export const OWN_ORIGIN: string = `^${NO_DEFAULT_PORT}https?://(?:${domain(253)}|${IPV4}|${IPV6})${PORT}$`

const TOKEN = String.raw`[!#$%&'*+.^_\`|~\dA-Za-z-]+`.replace('\\`', '`')

/** The name of a method that scripts can send, in upper case. */
export const METHOD: string = `^(?!${inner(FORBIDDEN_METHOD).toUpperCase()}$)${TOKEN.replace('a-z', '')}$`

/** The name of a header that scripts can set. */
export const REQUEST_HEADER: string = `^(?!${innerOfAnyCase(FORBIDDEN_REQUEST_HEADER)}$)(?!${innerOfAnyCase(CORS_HEADER)})${TOKEN}$`

/** The name of a header that scripts can read. */
export const RESPONSE_HEADER: string = `^(?!${innerOfAnyCase(FORBIDDEN_RESPONSE_HEADER)}$)${TOKEN}$`
