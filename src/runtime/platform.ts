/**
 * Whether `Response` is the runtime's own. @hono/node-server replaces it by a class that its server can send without
 * building a real response, as long as nobody reads more than status and headers: cloning one, or reading its body to
 * copy it, costs that server more than everything else that CORS does. Asked for each response, because the server
 * replaces it after the start.
 */
export function isOwnResponse(): boolean {
  return Object.getPrototypeOf(Response) === Function.prototype
}
