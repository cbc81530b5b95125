import { quote } from '../../wording/quote.ts'
import { type Judgement, judgeRegex, type Risks } from '../regex/judge.ts'
import type { RefusalCode } from '../finding.ts'
import { reportNull } from './null-origin.ts'
import { type Project, readList, SETTINGS } from './settings.ts'

/** Expressions as patterns and, where no pattern matches the same origins, as predicates. */
export interface ReadRegexes {
  readonly patterns: readonly string[]
  readonly predicates: readonly ((origin: string) => boolean)[]
  /** Whether an expression matches the origin null. */
  readonly hasNull: boolean
}

export function readRegexes(project: Project, credentials: boolean): ReadRegexes {
  const list = readList(project, SETTINGS.regexes, (text) => [text])
  let hasNull = false
  const patterns: string[] = []
  const predicates: ((origin: string) => boolean)[] = []
  list?.value.forEach((entry, index) => {
    const regex = readExpression(entry)
    if (!regex) {
      const message = `is ${quote(entry)}, expected a regular expression as a string (corsheaders.E007)`
      project.findings.refuse('setting-type', list.name, message, { index })
      return
    }
    const judgement = judgeRegex(regex.text, regex.flags)
    if (judgement.kind !== 'never' || !judgement.matchesNull) report(project, list.name, index, regex.text, judgement)
    if (judgement.matchesNull && judgement.kind !== 'everyone') {
      hasNull = true
      reportNull(project, list.name, index, regex.text, credentials)
    }
    if (judgement.kind !== 'exact' && judgement.kind !== 'predicate') return
    if (credentials) refuseRisks(project, list.name, index, regex.text, judgement)
    if (judgement.kind === 'exact') patterns.push(...judgement.origins)
    else predicates.push(judgement.matches)
  })
  return { patterns, predicates, hasNull }
}

/** Reads a string, or a compiled pattern as the dump writes it. */
export function readExpression(entry: unknown): { readonly text: string; readonly flags: number } | undefined {
  if (typeof entry === 'string') return { text: entry, flags: 0 }
  const { regex, flags = 0 } = Object(entry) as { readonly regex?: unknown; readonly flags?: unknown }
  return typeof regex === 'string' && Number.isInteger(flags) ? { text: regex, flags: flags as number } : undefined
}

function report({ findings }: Project, name: string, index: number, text: string, judgement: Judgement): void {
  const { kind } = judgement
  const say = (sentence: string): string => `is ${quote(text)}, which ${sentence}`
  if (kind === 'never') {
    findings.note('regex-never', name, say('is left out: it matches no origin that a browser sends'), { index })
  } else if (kind === 'invalid' || kind === 'unread') {
    findings.refuse(`regex-${kind}`, name, say(UNREADABLE[kind]), { index })
  } else if (kind === 'everyone' || kind === 'unsafe') {
    const { witness } = judgement
    const nearest = kind === 'unsafe' && judgement.meant.length ? judgement.meant : undefined
    const message = say(`also matches ${quote(witness)}, expected the origins meant: ${REPAIRS[kind]}`)
    findings.refuse(`regex-${kind}`, name, message, { index, witness, nearest })
  } else if (kind === 'predicate') {
    const { nearest, added: witness, outside } = judgement
    const less = witness === undefined ? '' : `: the nearest patterns also allow ${quote(witness)}`
    findings.note('regex-predicate', name, say(`becomes a predicate${less}`), { index, nearest, witness })
    if (outside === undefined) return
    const message = say(`also matches ${quote(outside)}. Nobody can have that name, but a dot is not escaped`)
    findings.note('regex-outside', name, message, { index, witness: outside })
  }
}

const UNREADABLE = {
  invalid: 'Python does not read, expected the origins meant',
  unread:
    'is too large, or has a lookaround, a reference, a word boundary or a possessive quantifier: list the origins',
}

const REPAIRS = {
  everyone: 're.match() needs an expression for the whole origin',
  unsafe: 'escape each dot, put a dot before the domain, and end with $',
}

/** Refuses what `cors()` refuses with credentials, and cannot see in a predicate. */
function refuseRisks({ findings }: Project, name: string, index: number, text: string, risks: Risks): void {
  const refuse = (code: RefusalCode, witness: string | undefined, why: string): void => {
    if (witness === undefined) return
    const message = `is ${quote(text)}, which matches ${quote(witness)}, expected ${why} your users' data`
    findings.refuse(code, name, message, { index, witness })
  }
  refuse(
    'insecure-origin-credentials',
    risks.insecure,
    'https: anyone on the network can forge an http page that reads',
  )
  refuse('wildcard-public-suffix', risks.shared, 'exact origins: strangers can claim a name there, and read')
}
