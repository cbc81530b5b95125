import { unpolluted } from '../../runtime/unpolluted.ts'
import { type ChecklistPoint, type Details, type Finding, type Severity, toFinding } from '../report/finding.ts'
import type { Answer, Counts } from '../subject/answers.ts'
import type { AskedGuard } from '../subject/guard.ts'
import type { ListedName } from '../subject/names.ts'
import type { ListedOrigin, OriginList } from '../subject/origins.ts'
import type { AllowedOrigin, Interrogation } from '../subject/predicate.ts'
import type { KnownRoute } from '../subject/routes.ts'
import type { Subject } from '../subject/subject.ts'
import type { AuditedRow, AuditedTable } from '../subject/table.ts'

/** The places where rules look, and what a check gets to see there. `audit` visits them in the order of the options. */
export interface Places {
  /** The answers of a predicate, as a whole. */
  readonly predicate: readonly [asked: Interrogation, subject: Subject]
  /** Each hostile origin that a predicate allows. */
  readonly hostileOrigin: readonly [allowed: AllowedOrigin, subject: Subject]
  /** The option, if it is on. */
  readonly dangerouslyAllowNullOrigin: readonly [option: Details, subject: Subject]
  /** Each entry of `origin`. */
  readonly origin: readonly [entry: ListedOrigin, subject: Subject]
  /** All entries of `origin` together. */
  readonly origins: readonly [list: OriginList, subject: Subject]
  /** Each entry of `allowMethods`. */
  readonly method: readonly [entry: ListedName, subject: Subject]
  /** Each entry of `allowHeaders`. */
  readonly requestHeader: readonly [entry: ListedName, subject: Subject]
  /** Each entry of `exposeHeaders`. */
  readonly responseHeader: readonly [entry: ListedName, subject: Subject]
  /** The option, if it is on. */
  readonly timingAllowOrigin: readonly [option: Details, subject: Subject]
  /** The option, if it is on. */
  readonly dangerouslyReflectHeaders: readonly [option: Details, subject: Subject]
  readonly maxAge: readonly [age: Details & { readonly seconds: number | undefined }, subject: Subject]
  /** Each of the `routes` in the settings. */
  readonly route: readonly [route: KnownRoute, subject: Subject]
  /** The option, if it is on. */
  readonly credentials: readonly [option: Details, subject: Subject]
  /** The guard in the settings, if its `check()` can be called. */
  readonly guard: readonly [guard: AskedGuard, subject: Subject]
  /** Each row of a table, next to the others. */
  readonly row: readonly [row: AuditedRow, table: AuditedTable]
  /** Each of the origins in `self`. */
  readonly self: readonly [entry: ListedOrigin, subject: Subject]
  /** An answer of the application, before the policy decorates it. Only `observe` sees one. */
  readonly answer: readonly [answer: Answer]
  /** What `observe` has counted on a route so far. */
  readonly counts: readonly [counts: Counts]
}

/** `true`: the rule is broken. Details: it is broken as well, and these replace the details of the place. */
export type Found = boolean | Partial<Details> | readonly Partial<Details>[]

/** A rule: its words and its checks. */
export interface Rule {
  readonly severity: Severity
  readonly point: ChecklistPoint
  readonly references: readonly string[]
  /** What is wrong and why; the message adds the value. */
  readonly says: string
  /** What to write instead. */
  readonly fix: string
  /** The checks, by the place where each looks. */
  readonly find: { readonly [Place in keyof Places]?: (...seen: Places[Place]) => Found }
}

/** Rules by id. */
export type Rules<Id extends string = string> = { readonly [Each in Id]: Rule }

/** What the rules find in one place, target by target. */
export function* findIn<Place extends keyof Places>(
  rules: readonly Rules[],
  place: Place,
  targets: Iterable<Places[Place]>,
): Generator<Finding> {
  const checking = rules.flatMap(Object.entries<Rule>).filter(([, { find }]) => Object.hasOwn(find, place))
  for (const seen of targets)
    for (const [id, rule] of checking)
      for (const found of [rule.find[place]!(...seen)].flat())
        if (found) yield describe(id, rule, unpolluted({ ...seen[0], ...(found !== true && found) }))
}

function describe(id: string, rule: Rule, { path, got, witness, fix, severity }: Details): Finding {
  return toFinding({
    rule: id,
    severity: severity ?? rule.severity,
    checklist: rule.point,
    path,
    message: got === undefined ? rule.says : `${rule.says}: got ${got}`,
    fix: fix ?? rule.fix,
    ...(witness !== undefined && { witness }),
    references: rule.references,
  })
}
