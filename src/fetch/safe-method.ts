/**
 * The safe methods that browsers send. Methods are case-sensitive, so `get` is another method, which need not be safe
 * (RFC 9110, sections 9.1 and 9.2.1).
 */
export const SAFE_METHOD: RegExp = /^(GET|HEAD|OPTIONS)$/
