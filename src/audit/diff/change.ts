import { quote } from '../../wording/quote.ts'
import { type ChecklistPoint, type Finding, type Severity, toFinding } from '../report/finding.ts'
import type { WitnessRequest } from './permissions.ts'

/** A permission that one of two policies gives and the other does not. */
export interface Change extends Finding {
  /**
   * A request that shows the change: one of the two policies allows it. Not for exposed headers, timing, credentials and
   * cookies, which are options and not decisions.
   */
  readonly request?: WitnessRequest
}

/** What a change is about. */
export type Subject = 'origin' | 'credentials' | 'method' | 'header' | 'exposed' | 'send' | 'cookies' | 'timing'

interface Row {
  readonly rule: string
  readonly checklist: ChecklistPoint
  readonly path: string
  readonly severity: Severity
  readonly sentence: (name: string, verb: string) => string
  readonly added: string
}

const ROWS: { readonly [Key in Subject]: Row } = {
  origin: {
    rule: 'D-01',
    checklist: 2,
    path: 'origin',
    severity: 'medium',
    sentence: (name, may) => `Pages of ${name} ${may} read answers`,
    added: 'Check that you mean every origin that this entry allows',
  },
  credentials: {
    rule: 'D-02',
    checklist: 6,
    path: 'credentials',
    severity: 'high',
    sentence: (_name, may) => `Pages ${may} send cookies and read the answers`,
    added: 'Leave credentials out, unless pages need cookies',
  },
  method: {
    rule: 'D-03',
    checklist: 3,
    path: 'allowMethods',
    severity: 'medium',
    sentence: (name, may) => `Pages ${may} send ${name}`,
    added: 'Leave the method out of allowMethods, unless pages need it',
  },
  header: {
    rule: 'D-04',
    checklist: 4,
    path: 'allowHeaders',
    severity: 'low',
    sentence: (name, may) => `Pages ${may} set the request header ${name}`,
    added: 'Leave the name out of allowHeaders, unless pages need it',
  },
  exposed: {
    rule: 'D-05',
    checklist: 5,
    path: 'exposeHeaders',
    severity: 'low',
    sentence: (name, may) => `Pages ${may} read the response header ${name}`,
    added: 'Leave the name out of exposeHeaders, unless pages need it',
  },
  send: {
    rule: 'D-06',
    checklist: 2,
    path: 'enforce',
    severity: 'medium',
    sentence: (name, may) => `${name} from pages of other origins ${may} reach the application`,
    added: 'Set enforce, or guard the routes against CSRF',
  },
  cookies: {
    rule: 'D-07',
    checklist: 6,
    path: 'cookieless',
    severity: 'high',
    sentence: (_name, may) => `Cookies of visitors ${may} reach the application`,
    added: 'Set cookieless, unless the application knows its visitors',
  },
  timing: {
    rule: 'D-08',
    checklist: 5,
    path: 'timingAllowOrigin',
    severity: 'low',
    sentence: (_name, may) => `Pages ${may} see how long responses took, and how large they were`,
    added: 'Leave timingAllowOrigin out, unless pages measure their requests',
  },
}

/** A change, and its direction. */
export interface Found {
  readonly isAdded: boolean
  readonly change: Change
}

/** Describes a permission that only one of two policies gives. Nothing if both give it, or neither. */
export function changeOf(
  subject: Subject,
  [before, after]: readonly boolean[],
  {
    name,
    origin,
    request,
  }: { readonly name?: string; readonly origin?: string | undefined; readonly request?: WitnessRequest } = {},
): Found[] {
  if (before === after) return []
  const isAdded = after === true
  const { rule, checklist, path, severity, sentence, added } = ROWS[subject]
  const finding = toFinding({
    rule,
    severity: isAdded ? severity : 'info',
    checklist,
    path: [path],
    message: sentence(name === undefined ? '' : quote(name), isAdded ? 'may now' : 'may no longer'),
    fix: isAdded ? added : 'Try the policy by shadow() of corsage/rollout, which reports the requests that need this',
    ...(origin !== undefined && { witness: origin }),
    references: ['CWE-942'],
  })
  return [{ isAdded, change: request ? Object.freeze({ ...finding, request }) : finding }]
}
