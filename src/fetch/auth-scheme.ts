/**
 * `Authorization` schemes whose credentials browsers attach by themselves, whichever page asks (RFC 7617, RFC 7616, RFC
 * 4559).
 */
export const AMBIENT_SCHEME: RegExp = /^(basic|digest|negotiate|ntlm)\b/i
