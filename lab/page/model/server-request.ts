/**
 * A request as a server sees it. The class of a browser drops `Origin` and the other headers that scripts must not set
 * (https://fetch.spec.whatwg.org/#forbidden-request-header), and the simulated browser has to send exactly these.
 */
class ServerRequest extends Request {
  readonly #headers: Headers

  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, init)
    this.#headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
  }

  override get headers(): Headers {
    return this.#headers
  }
}

/** Lets the policy and the simulated browser use this class. The lab itself sends no request. */
export function installServerRequest(): void {
  globalThis.Request = ServerRequest
}
