import { quote } from '../../wording/quote.ts'
import { type Judgement, judgeRegex, type Risks } from '../regex/judge.ts'
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
  const state = `is ${quote(text)}`
  switch (judgement.kind) {
    case 'invalid':
      findings.refuse('regex-invalid', name, `${state}, which Python does not read, expected the origins meant`, {
        index,
      })
      return
    case 'unread': {
      const message =
        `${state}, which this library does not read, because it looks ahead or behind, has a reference, a word boundary ` +
        'or a possessive quantifier, or is too large: list the origins'
      findings.refuse('regex-unread', name, message, { index })
      return
    }
    case 'never':
      findings.note('regex-never', name, `${state}, which is left out: it matches no origin that a browser sends`, {
        index,
      })
      return
    case 'everyone': {
      const { witness } = judgement
      const message =
        `${state}, which also matches ${quote(witness)}, expected the origins meant: re.match() needs an expression ` +
        'for the whole origin'
      findings.refuse('regex-everyone', name, message, { index, witness })
      return
    }
    case 'unsafe': {
      const { witness, meant } = judgement
      const message =
        `${state}, which also matches ${quote(witness)}, expected the origins meant: escape each dot, put a dot before ` +
        'the domain, and end with $'
      findings.refuse('regex-unsafe', name, message, { index, witness, ...(meant.length && { nearest: meant }) })
      return
    }
    case 'exact':
      return
    default: {
      const { nearest, added, outside } = judgement
      const less = added === undefined ? '' : `: the nearest patterns also allow ${quote(added)}`
      findings.note('regex-predicate', name, `${state}, which becomes a predicate${less}`, {
        index,
        nearest,
        witness: added,
      })
      if (outside !== undefined) {
        const message = `${state}, which also matches ${quote(outside)}. Nobody can have that name, but a dot is not escaped`
        findings.note('regex-outside', name, message, { index, witness: outside })
      }
    }
  }
}

/** Refuses what `cors()` refuses with credentials, and cannot see in a predicate. */
function refuseRisks({ findings }: Project, name: string, index: number, text: string, risks: Risks): void {
  const state = `is ${quote(text)}`
  if (risks.insecure !== undefined) {
    const message =
      `${state}, which matches ${quote(risks.insecure)}, expected https: anyone on the network can forge an http page ` +
      "that reads your users' data"
    findings.refuse('insecure-origin-credentials', name, message, { index, witness: risks.insecure })
  }
  if (risks.shared !== undefined) {
    const message =
      `${state}, which matches ${quote(risks.shared)}, expected exact origins: strangers can claim a name there, and ` +
      "read your users' data"
    findings.refuse('wildcard-public-suffix', name, message, { index, witness: risks.shared })
  }
}
