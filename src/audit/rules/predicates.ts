import { parseOrigin } from '../../fetch/origin.ts'
import { compile } from '../../policy/compile.ts'
import type { Reason } from '../../policy/decision.ts'
import type { OriginPredicate } from '../../policy/options.ts'
import { decideOrigin } from '../../server/decide.ts'
import { after, attempt, isPromise } from '../../runtime/promise.ts'
import type { RuleId } from './catalogue.ts'
import { type Finding, finding, type Severity } from '../report/finding.ts'
import { hostileOrigins } from '../hosts/hostile-origins.ts'
import { isLoopbackUnwise } from './origins.ts'
import { ATTACKER, listOf, quote, type Subject } from '../subject.ts'

/** Milliseconds that a predicate has for all its answers. */
const PATIENCE = 1000

/** What a predicate said of hostile origins. */
interface Interrogation {
  readonly allowed: readonly (readonly [origin: string, rule: RuleId])[]
  /** What it threw, or that it did not answer. */
  readonly faults: readonly string[]
  /** How many it was asked about. */
  readonly count: number
}

/** What is unwise in a predicate: which hostile origins it allows. A promise where it answers with one. */
export function auditPredicate(subject: Subject, predicate: OriginPredicate): Finding[] | Promise<Finding[]> {
  return after(interrogate(subject, predicate), (said) => [...judge(subject, said)])
}

function interrogate(subject: Subject, predicate: OriginPredicate): Interrogation | Promise<Interrogation> {
  const faults: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let deadline: Promise<never> | undefined
  const wait = (): Promise<never> =>
    (deadline ??= new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE)
    }))
  // Asked through the policy, which knows what an answer is; but its complaints are for us, not for the console.
  const quiet: OriginPredicate = (origin, context) =>
    attempt<boolean, boolean>(
      () => {
        const answer = predicate(origin, context)
        return isPromise(answer) ? Promise.race([answer, wait()]) : answer
      },
      (answer) => answer,
      (error) => {
        faults.push(error instanceof Error ? error.message.slice(0, 99) : 'what it threw is no Error')
        return false
      },
    )
  const policy = compile({ ...subject.policy.options, origin: quiet })
  const hosts = listOf(subject.settings.self).map((origin) => parseOrigin(origin)!.host)
  const hostile = hostileOrigins(Function.prototype.toString.call(predicate), hosts, subject.suffixOf).filter(
    ([origin]) => parseOrigin(origin),
  )
  const verdicts = hostile.map(([origin]) =>
    decideOrigin(policy, undefined, origin, subject.settings.context, () => {}),
  )
  return after<readonly unknown[], Interrogation>(
    verdicts.some(isPromise) ? Promise.all(verdicts as Promise<Reason>[]) : verdicts,
    (settled) => {
      clearTimeout(timer)
      return { allowed: hostile.filter((_, at) => settled[at] === 'allowed'), faults, count: hostile.length }
    },
  )
}

function* judge({ policy, settings }: Subject, { allowed, faults, count }: Interrogation): Generator<Finding> {
  const { credentials } = policy.options
  const path = ['origin']
  const severity: Severity = credentials ? 'high' : 'medium'
  const got = faults.length ? `a function, which failed ${faults.length} of ${count} times: ${faults[0]}` : 'a function'
  yield finding('O-14', { path, got, severity, witness: allowed[0]?.[0] })
  // Who allows any stranger need not hear of each.
  const isOpen = allowed[0]?.[0] === ATTACKER
  const seen = new Set<RuleId>()
  for (const [witness, usual] of isOpen ? allowed.slice(0, 1) : allowed) {
    const rule = usual === 'O-10' && credentials ? 'O-09' : usual
    const isMeant = !credentials && /O-(08|19)/.test(rule)
    const isHarmless = rule === 'O-11' && !isLoopbackUnwise(settings.environment, credentials)
    if (isMeant || isHarmless || seen.has(rule)) continue
    seen.add(rule)
    yield finding(rule, { path, got: quote(witness), witness })
  }
}
