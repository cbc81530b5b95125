import { parseOrigin } from '../../fetch/origin.ts'
import { compile } from '../../policy/compile.ts'
import type { Reason } from '../../policy/decision.ts'
import type { OriginPredicate } from '../../policy/options.ts'
import { after, attempt, isPromise } from '../../runtime/promise.ts'
import { judgeOrigin } from '../../server/decide.ts'
import { quote } from '../../wording/quote.ts'
import { ATTACKER, type Hostility, hostileOrigins } from '../hosts/hostile-origins.ts'
import type { Details } from '../report/finding.ts'
import type { Subject } from './subject.ts'

/** Milliseconds that a predicate has for all its answers. */
const PATIENCE = 1000

/** A hostile origin that a predicate allows. */
export interface AllowedOrigin extends Details {
  readonly witness: string
  readonly hostility: Hostility
}

/** The answers of a predicate to hostile origins. */
export interface Interrogation extends Details {
  /** The hostile origins that it allows; only the first, if it allows a complete stranger. */
  readonly allowed: readonly AllowedOrigin[]
  /** What it threw, or that it gave no answer. */
  readonly faults: readonly string[]
  /** The number of origins that it was asked about. */
  readonly count: number
}

/** Asks a predicate about hostile origins, each once. A promise if the predicate answers with one. */
export function interrogate(subject: Subject, predicate: OriginPredicate): Interrogation | Promise<Interrogation> {
  const faults: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let deadline: Promise<never> | undefined
  const wait = (): Promise<never> =>
    (deadline ??= new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE)
    }))
  // The policy's own decision says what counts as an answer. It would report errors on the console: they belong in the
  // finding, so they end here.
  const quiet: OriginPredicate = (origin, context) =>
    attempt<boolean, boolean>(
      () => {
        const answer = predicate(origin, context)
        return isPromise(answer) ? Promise.race([answer, wait()]) : answer
      },
      (answer) => answer,
      (error) => {
        faults.push(error instanceof Error ? error.message.slice(0, 99) : 'it threw a value that is not an Error')
        return false
      },
    )
  const policy = compile({ ...subject.options, origin: quiet })
  const hosts = subject.self.map(({ host }) => host)
  const hostile = hostileOrigins(Function.prototype.toString.call(predicate), hosts, subject.suffixOf).filter(
    ([origin]) => parseOrigin(origin),
  )
  const reasons = hostile.map(([origin]) => judgeOrigin(policy, origin, subject.settings.context))
  return after<readonly unknown[], Interrogation>(
    reasons.some(isPromise) ? Promise.all(reasons as Promise<Reason>[]) : reasons,
    (settled) => {
      clearTimeout(timer)
      const path = ['origin']
      const allowed = hostile
        .filter((_, at) => settled[at] === 'allowed')
        .map(([witness, hostility]): AllowedOrigin => ({ path, got: quote(witness), witness, hostility }))
      // If it allows a complete stranger, the neighbours and tenants say nothing more.
      const isOpen = allowed[0]?.witness === ATTACKER
      return { path, allowed: isOpen ? allowed.slice(0, 1) : allowed, faults, count: hostile.length }
    },
  )
}
