import { unpolluted } from './unpolluted.ts'

/**
 * Makes a response. All responses of the library that are not copies are made here, because the runtime would read
 * members that pollute `Object.prototype` as options of the response.
 */
export function respond(
  status: number,
  body: string | null,
  headers: readonly (readonly [name: string, value: string])[] = [],
): Response {
  return new Response(body, unpolluted({ status, headers: headers as [string, string][] }))
}
