import { parseOrigin } from '../../fetch/origin.ts'
import { compile } from '../../policy/compile.ts'
import type { Reason } from '../../policy/decision.ts'
import type { OriginPredicate } from '../../policy/options.ts'
import { after, isPromise } from '../../runtime/promise.ts'
import { decideOrigin } from '../../server/decide.ts'
import { messageOf } from '../../wording/message-of.ts'
import { quote } from '../../wording/quote.ts'
import { ATTACKER, type Hostility, hostileOrigins } from '../hosts/hostile-origins.ts'
import type { Details } from '../report/finding.ts'
import type { Subject } from './subject.ts'
import { MAX_CHARACTERS } from './answers.ts'
import { watchedRequest } from './watched-request.ts'

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
  /** The request headers that it read, in lower case; `*` if it listed them all. */
  readonly headersRead: ReadonlySet<string>
}

/** Asks a predicate about hostile origins, each once. A promise if the predicate answers with one. */
export function interrogate(subject: Subject, predicate: OriginPredicate): Interrogation | Promise<Interrogation> {
  const faults: string[] = []
  const headersRead = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let deadline: Promise<never> | undefined
  const wait = (): Promise<never> =>
    (deadline ??= new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE)
    }))
  const patient: OriginPredicate = (origin, context) => {
    const answer = predicate(origin, context)
    return isPromise(answer) ? Promise.race([answer, wait()]) : answer
  }
  const fail = (error: unknown): void => {
    const message = error instanceof Error ? messageOf(error)?.slice(0, MAX_CHARACTERS) : undefined
    faults.push(message ?? 'it threw a value that is not an Error')
  }
  // The policy's own decision says what counts as an answer.
  const policy = compile({ ...subject.options, origin: patient })
  const hosts = subject.self.map(({ host }) => host)
  const hostile = hostileOrigins(Function.prototype.toString.call(predicate), hosts, subject.suffixOf).filter(
    ([origin]) => parseOrigin(origin),
  )
  const reasons = hostile.map(([origin]) =>
    // A copy, because each policy reports an answer that is not a boolean only once.
    decideOrigin(
      { ...policy },
      watchedRequest(subject.own, origin, headersRead),
      origin,
      subject.settings.context,
      fail,
    ),
  )
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
      return { path, allowed: isOpen ? allowed.slice(0, 1) : allowed, faults, count: hostile.length, headersRead }
    },
  )
}
