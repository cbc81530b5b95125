import { clientOf } from '../../../src/browser/request/client.ts'

/** The serialized origin of a page with this URL; `null` for an opaque origin, and for text that cannot be parsed. */
export function originOfPage(page: string): string {
  return URL.canParse(page) ? clientOf(page, undefined).origin : 'null'
}
