import { consistsOf, LOWER_ALPHANUMERIC } from './characters.ts'

const TOKEN = LOWER_ALPHANUMERIC + LOWER_ALPHANUMERIC.toUpperCase() + "!#$%&'*+-.^_`|~"

/** Whether `text` is a token: what a method and a header name have to be (RFC 9110, section 5.6.2). */
export function isToken(text: string): boolean {
  return consistsOf(text, TOKEN, Infinity)
}
