/** A request got no response. The message says why in words of people, and is shown. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure'
  /** The code of Node: `ECONNREFUSED`. Missing for failures of our own. */
  readonly code: string | undefined

  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
