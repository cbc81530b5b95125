/**
 * Whether responses can be cloned at little cost. They cannot on Fastly Compute, whose `Response` has no `clone()`, nor
 * where `Response` is not the runtime's own class: @hono/node-server replaces it by a class that it can send without
 * building a real response, as long as only the status and the headers are read. Cloning such a response, or copying
 * its body, costs more than all other work of CORS. This is checked for each response, because the server replaces the
 * class after the program has started.
 */
export function hasCheapClones(): boolean {
  if (Response !== asked) {
    asked = Response
    isCheap = 'clone' in Response.prototype && Object.getPrototypeOf(Response) === Function.prototype
  }
  return isCheap
}

/** The class that was checked last, because a check takes a tenth of the time of a preflight on Deno. */
let asked: typeof Response | undefined
let isCheap = false
