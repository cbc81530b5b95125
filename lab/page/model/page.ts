import { clientOf } from '../../../src/browser/request/client.ts'

/** The serialized origin of a page, by its address; `null` for an opaque origin, and for text that is no address. */
export function originOfPage(page: string): string {
  return URL.canParse(page) ? clientOf(page, undefined).origin : 'null'
}
