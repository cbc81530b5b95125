import { WORK } from '../work.mjs'

/**
 * Why a server is not to be timed at some work: by the status, the permission or the body of its answer, in which the
 * contender is allowed what it is known to do otherwise.
 *
 * @returns `undefined` when it does the work
 */
export async function faultOf({ known }, work, port) {
  const { status, permission, body } = { ...WORK[work], ...known?.[work] }
  const { method, headers } = WORK[work].input()
  try {
    const response = await fetch(urlOf(port), { method, headers: headers })
    if (response.status !== status) return `answers ${response.status}, expected ${status}`
    const given = response.headers.get('access-control-allow-origin')
    if (given !== permission) return `Access-Control-Allow-Origin is ${given}, expected ${permission}`
    const text = await response.text()
    return text === body ? undefined : `The body is '${text.slice(0, 99)}', expected '${body}'`
  } catch (error) {
    return `does not answer: ${String(error.cause ?? error)}`
  }
}

export function urlOf(port) {
  return `http://127.0.0.1:${port}/items`
}
