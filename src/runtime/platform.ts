/**
 * Whether `Response` is the runtime's own. @hono/node-server puts a class in its place that it can send without making
 * a response of it, as long as nobody reads more than status and headers: to clone one, or to read its body to copy it,
 * costs its server more than all else that CORS does. Asked at each response, since it is put there after a start.
 */
export function isOwnResponse(): boolean {
  return Object.getPrototypeOf(Response) === Function.prototype
}
