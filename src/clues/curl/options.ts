/** What an option of curl does to the request. */
export type Effect =
  | 'url'
  | 'method'
  | 'header'
  | 'data'
  | 'data-binary'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'upload'
  | 'get'
  | 'head'
  | 'cookie'
  | 'user'
  | 'bearer'
  | 'user-agent'
  | 'referer'
  | 'range'
  | 'query'
  | 'next'
  | 'insecure'
  | 'place'
  | 'file'
  | 'certificate'
  | 'none'

export interface CurlOption {
  readonly name: string
  readonly effect: Effect
  readonly takesValue: boolean
}

/** The options that change the request, by their effects. `=` marks those with a value. */
const EFFECTS: Readonly<Record<Exclude<Effect, 'none'>, string>> = {
  url: 'url=',
  method: 'request=',
  header: 'header=',
  data: 'data= data-ascii=',
  'data-binary': 'data-binary=',
  'data-raw': 'data-raw=',
  'data-urlencode': 'data-urlencode=',
  json: 'json=',
  form: 'form= form-string=',
  upload: 'upload-file=',
  get: 'get',
  head: 'head',
  cookie: 'cookie=',
  user: 'user=',
  bearer: 'oauth2-bearer=',
  'user-agent': 'user-agent=',
  referer: 'referer=',
  range: 'range=',
  query: 'url-query=',
  next: 'next',
  insecure: 'insecure',
  place:
    'abstract-unix-socket= connect-to= doh-url= dns-interface= dns-ipv4-addr= dns-ipv6-addr= dns-servers= interface= ' +
    'preproxy= proxy= proxy1.0= request-target= resolve= socks4= socks4a= socks5= socks5-hostname= unix-socket=',
  file: 'config= netrc netrc-file= netrc-optional',
  certificate: 'cert= key= pkcs12=',
}

/** The other options, which only say how curl connects, waits and writes. */
const WITH_VALUE =
  'alt-svc aws-sigv4 cacert capath cert-type ciphers connect-timeout continue-at cookie-jar create-file-mode crlfile curves ' +
  'delegation dump-header ech egd-file engine etag-compare etag-save expect100-timeout ftp-account ftp-alternative-to-user ' +
  'ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip hostpubmd5 hostpubsha256 hsts ip-tos ' +
  'ipfs-gateway keepalive-cnt keepalive-time key-type krb libcurl limit-rate local-port login-options mail-auth mail-from ' +
  'mail-rcpt max-filesize max-redirs max-time noproxy output output-dir parallel-max parallel-max-host pass pinnedpubkey proto ' +
  'proto-default proto-redir proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header ' +
  'proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype ' +
  'proxy-tlspassword proxy-tlsuser proxy-user pubkey quote random-file rate retry retry-delay retry-max-time sasl-authzid ' +
  'service-name sigalgs socks5-gssapi-service speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max ' +
  'tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config variable vlan-priority write-out'
const WITHOUT_VALUE =
  'anyauth append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable ' +
  'disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure fail fail-early fail-with-body false-start ' +
  'form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control globoff haproxy-protocol help http0.9 ' +
  'http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length include ipv4 ipv6 junk-session-cookies ' +
  'keepalive list-only location location-trusted mail-rcpt-allowfails manual metalink mptcp negotiate no-alpn no-buffer ' +
  'no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm ntlm-wb parallel parallel-immediate path-as-is post301 ' +
  'post302 post303 progress-bar progress-meter proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure ' +
  'proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name ' +
  'remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused sasl-ir sessionid show-error ' +
  'show-headers silent skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ' +
  'ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay ' +
  'tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version ' +
  'xattr'

/** The letters of options. Each is one character, and has the long name after it. */
const LETTERS =
  'Xrequest Hheader ddata Fform Tupload-file Gget Ihead bcookie uuser Auser-agent ereferer rrange :next kinsecure xproxy ' +
  'Kconfig nnetrc Ecert Ccontinue-at ccookie-jar Ddump-header Pftp-port hhelp mmax-time ooutput Qquote ttelnet-option ' +
  'Uproxy-user wwrite-out Yspeed-limit yspeed-time ztime-cond aappend Bdata-use ffail gglob iinclude jjunk-session-cookies ' +
  'Jremote-header-name llist-only Llocation Mmanual Nno-buffer Oremote-name pproxytunnel qdisable Rremote-time sshow ' +
  'Sshow-error vverbose Vversion Zparallel #progress-bar 0http1.0 1tlsv1 2sslv2 3sslv3 4ipv4 6ipv6'

const ALIASES: Readonly<Record<string, string>> = { 'data-use': 'use-ascii', glob: 'globoff', show: 'silent' }

const OPTIONS: ReadonlyMap<string, CurlOption> = new Map<string, CurlOption>([
  ...Object.entries(EFFECTS).flatMap(([effect, names]) =>
    names.split(' ').map((text): [string, CurlOption] => {
      const name = text.replace('=', '')
      return [name, { name, effect: effect as Effect, takesValue: text.endsWith('=') }]
    }),
  ),
  ...WITH_VALUE.split(' ').map((name): [string, CurlOption] => [name, { name, effect: 'none', takesValue: true }]),
  ...WITHOUT_VALUE.split(' ').map((name): [string, CurlOption] => [name, { name, effect: 'none', takesValue: false }]),
])

const BY_LETTER: ReadonlyMap<string, string> = new Map(
  LETTERS.split(' ').map((text) => [text[0]!, ALIASES[text.slice(1)] ?? text.slice(1)]),
)

/** The names of all options, to find the one that was meant. */
export const OPTION_NAMES: readonly string[] = [...OPTIONS.keys()]

/** The option of a long name, which may be negated by `no-`, or cut where only one name goes on. */
export function optionOf(name: string): CurlOption | undefined {
  const found = OPTIONS.get(name)
  if (found) return found
  if (name.startsWith('no-'))
    return OPTIONS.has(name.slice(3)) ? { name, effect: 'none', takesValue: false } : undefined
  const longer = name.length > 2 ? OPTION_NAMES.filter((other) => other.startsWith(name)) : []
  return longer.length === 1 ? OPTIONS.get(longer[0]!) : undefined
}

export function optionOfLetter(letter: string): CurlOption | undefined {
  const name = BY_LETTER.get(letter)
  return name === undefined ? undefined : OPTIONS.get(name)
}
