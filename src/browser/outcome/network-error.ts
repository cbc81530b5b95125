import type { Failure, FailureCode } from '../terms/failure.ts'

/**
 * Ends a fetch from anywhere inside it, where the standard returns a network error through all of its algorithms
 * (https://fetch.spec.whatwg.org/#concept-network-error). Main fetch catches it; it never leaves the library.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

/**
 * Ends the fetch of a request with a network error.
 *
 * @throws {NetworkError} always
 */
export function fail(
  { urlList }: { readonly urlList: readonly unknown[] },
  code: FailureCode,
  about: Omit<Failure, 'code' | 'hop'> = {},
): never {
  throw new NetworkError({ code, hop: urlList.length - 1, ...about })
}
