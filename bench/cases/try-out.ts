import type { Case } from '../harness/measure.ts'
import type { Excluded } from '../harness/results.ts'
import { type Contender, type Expected, type Handler, WORK, type WorkName } from './work.ts'

/**
 * Makes a case of a contender and its work, and looks at one answer first: nobody is timed for doing nothing.
 *
 * @returns nothing when the contender does not claim to do the work
 * @throws {Error} when the answer is not what the contender is known to give
 */
export async function tryOut(contender: Contender, work: WorkName): Promise<Case | Excluded | undefined> {
  const { input, handler, isBare, ...wanted } = WORK[work]
  const run = isBare ? contender.makeBare?.(handler) : contender.make(handler, work)
  if (!run) return undefined
  const name = { work, contender: contender.name }
  try {
    const found = await askOnce(run, input(), { ...wanted, ...contender.known?.[work] })
    if (typeof found === 'string') return { ...name, fault: found }
    return { ...name, run, input, loop: found.isAsync ? 'async' : 'sync', base: 'handwritten' }
  } catch (cause) {
    throw new Error(`${contender.name} does not do its work: ${work}`, { cause })
  }
}

async function askOnce(
  run: Handler,
  request: Request,
  { status, permission, body }: Expected,
): Promise<string | { isAsync: boolean }> {
  let answer
  let response
  try {
    answer = run(request)
    response = await answer
  } catch (error) {
    return `throws ${String(error)}`
  }
  if (response.status !== status) return `answers ${response.status}, expected ${status}`
  const given = response.headers.get('access-control-allow-origin')
  if (given !== permission) throw new Error(`Access-Control-Allow-Origin is ${given}, expected ${permission}`)
  const text = await response.text()
  if (text !== body) throw new Error(`The body is '${text}', expected '${body}'`)
  return { isAsync: 'then' in answer }
}
