import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate of nobody, which the browsers of the tests are told to accept for every host. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Tags of DER (ITU-T X.690), which say what a value is. */
const INTEGER = 0x02
const BIT_STRING = 0x03
const OBJECT_ID = 0x06
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const SEQUENCE = 0x30
const SET = 0x31
const VERSION = 0xa0
const OCTET_STRING = 0x04
const DNS_NAME = 0x82
const EXTENSIONS = 0xa3

/** Object identifiers, as DER writes them: ecdsa-with-SHA256 (RFC 5758), commonName and subjectAltName (RFC 5280). */
const ECDSA_WITH_SHA256 = '2a8648ce3d040302'
const COMMON_NAME = '550403'
const ALTERNATIVE_NAME = '551d11'

/**
 * Makes a certificate (RFC 5280, section 4.1) that is signed with its own key. Node can read certificates, but makes none.
 *
 * @param host the name that it is for; by default none
 */
export function makeCertificate(host?: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(SEQUENCE, der(OBJECT_ID, Buffer.from(ECDSA_WITH_SHA256, 'hex')))
  const attribute = [der(OBJECT_ID, Buffer.from(COMMON_NAME, 'hex')), der(UTF8_STRING, Buffer.from('Corsage tests'))]
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, ...attribute)))
  const body = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    name,
    der(SEQUENCE, time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(host === undefined ? [] : [alternativeName(host)]),
  )
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(der(SEQUENCE, body, algorithm, signature)),
  }
}

/** The extension with the name of a host (RFC 5280, section 4.2.1.6). */
function alternativeName(host: string): Buffer {
  const names = der(SEQUENCE, der(DNS_NAME, Buffer.from(host)))
  const extension = der(SEQUENCE, der(OBJECT_ID, Buffer.from(ALTERNATIVE_NAME, 'hex')), der(OCTET_STRING, names))
  return der(EXTENSIONS, der(SEQUENCE, extension))
}

function time(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text))
}

/** A value of DER: its tag, its length, and its parts. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
