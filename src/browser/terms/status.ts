/**
 * Whether a status is a redirect status (https://fetch.spec.whatwg.org/#redirect-status). 300, 304, 305 and 306 are
 * not.
 */
export function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** Whether a status is a null body status (https://fetch.spec.whatwg.org/#null-body-status). */
export function isNullBodyStatus(status: number): boolean {
  return [101, 103, 204, 205, 304].includes(status)
}

/** Whether a status is an ok status (https://fetch.spec.whatwg.org/#ok-status). */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299
}
