/**
 * Whether `Response` is the runtime's own. @hono/node-server replaces it by a class that its server can send without
 * building a real response, as long as nobody reads more than status and headers: cloning one, or reading its body to
 * copy it, costs that server more than everything else that CORS does. Asked for each response, because the server
 * replaces it after the start.
 */
export function isOwnResponse(): boolean {
  if (Response !== asked) {
    asked = Response
    isOwn = Object.getPrototypeOf(Response) === Function.prototype
  }
  return isOwn
}

/** The class that was asked about last, because asking takes a tenth of a preflight on Deno. */
let asked: typeof Response | undefined
let isOwn = false
