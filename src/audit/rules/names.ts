import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { FREE_REQUEST_HEADER, SAFELISTED_RESPONSE_HEADER } from '../../fetch/safelisted-headers.ts'
import type { RuleId } from './catalogue.ts'
import { type Finding, finding, type Severity } from '../report/finding.ts'
import { listOf, pathOf, quote, type Subject } from '../subject.ts'

/** What proxies tell an application, and what lets a request pass for another one. */
const PROXY_HEADER =
  /^(x-(forwarded|middleware)(-.*)?|forwarded|x-real-ip|x-(original|rewrite)-(url|host)|x-(http-)?(host|method)(-override)?|(true|x|x-cluster|fastly)-client-ip|cf-connecting-ip)$/i

const SECRET_HEADER =
  /authorization|(?<!continuation-)token(?!s)|secret|api-?key|srf|session|password|^(server|x-powered-by)$/i

/** What is unwise in the lists of methods and headers, and in `maxAge`. */
export function* auditNames(subject: Subject): Generator<Finding> {
  const { given, policy, settings } = subject
  const { enforce, maxAge, dangerouslyReflectHeaders } = policy.options
  const isDefault = [...policy.options.allowMethods].toSorted().join() === SAFELISTED_METHODS.join()
  // Who may read what everybody may, may as well ask by any method.
  const severity: Severity = policy.isPublic ? 'low' : 'medium'
  for (const found of entriesOf(subject, 'allowMethods')) {
    if (found.name === '*') yield finding('M-05', { ...found, severity })
    else if (!enforce && !isDefault && SAFELISTED_METHODS.includes(found.name)) yield finding('M-03', found)
  }
  yield* judge(subject, 'allowHeaders', { 'H-02': /^\*$/, 'H-04': PROXY_HEADER, 'H-05': FREE_REQUEST_HEADER })
  yield* judge(subject, 'exposeHeaders', { 'E-02': /^\*$/, 'E-03': SECRET_HEADER, 'E-04': SAFELISTED_RESPONSE_HEADER })
  if (dangerouslyReflectHeaders)
    yield finding('H-03', { path: ['dangerouslyReflectHeaders'], got: 'dangerouslyReflectHeaders: true' })
  if (policy.options.credentials && !settings.routes?.some(({ cookies }) => cookies)) {
    for (const found of entriesOf(subject, 'allowHeaders'))
      if (found.name.toLowerCase() === 'authorization') yield finding('C-04', found)
  }
  const age = { path: ['maxAge'], got: `maxAge: ${maxAge}` }
  if (settings.stage === 'trial' && (maxAge ?? 0) > 300) yield finding('A-02', age)
  if ((maxAge ?? 0) > 600) yield finding('A-03', age)
  if (settings.stage === 'stable' && given.maxAge === undefined) yield finding('A-04', { path: ['maxAge'] })
}

type ListOption = 'allowMethods' | 'allowHeaders' | 'exposeHeaders'

interface Entry {
  readonly name: string
  readonly path: (string | number)[]
  readonly got: string
}

/** The entries of a list, with where they are. */
export function entriesOf({ given }: Subject, option: ListOption): Entry[] {
  return listOf(given[option]).map((name, index) => ({
    name,
    path: pathOf(option, given[option], index),
    got: quote(name),
  }))
}

/** What is unwise in a list of names, the first sign that fits each. */
function* judge(
  subject: Subject,
  option: ListOption,
  signs: { readonly [Rule in RuleId]?: RegExp },
): Generator<Finding> {
  for (const found of entriesOf(subject, option)) {
    const rule = Object.entries(signs).find(([, sign]) => sign.test(found.name))?.[0]
    if (rule) yield finding(rule as RuleId, found)
  }
}
