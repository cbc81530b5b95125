import { inCode } from '../../wording/code.ts'
import { quote } from '../../wording/quote.ts'
import { type Judgement, judgeRegex } from '../regex/judge.ts'
import type { Source } from './source.ts'

/** What an expression allows, after its findings were reported. */
export interface Judged {
  readonly patterns: readonly string[]
  readonly matches?: (origin: string) => boolean
  readonly matchesNull: boolean
  /** The expression as messages show it. */
  readonly state: string
}

interface Manner {
  readonly credentials: boolean
  /** Whether the package lets an expression with the flag `g` go on where it stopped. */
  readonly keepsPlace: boolean
}

/**
 * Escapes and classes that mean something else to Python's `re`, which the reader of expressions follows: other escaped
 * letters, a class without a member, and a comma as the first character of a quantifier.
 */
const FOREIGN = /\\[^dDwWsSfnrtv\W_]|\[\^?\]|\{,/
const IGNORE_CASE = 2

/** The start of an alternative that only matches where an origin begins: `^`, or a scheme with its slashes. */
const ANCHORED = /^(?:\^|(?:https?\??|\((?:\?:)?(?:https?\??|https\|http|http\|https)\)):\\\/\\\/)/

export type RegExpJudge = typeof judgeRegExp

/** Whether an expression is no more than that. Another property than lastIndex could replace test(). */
function isPlain(regex: RegExp): boolean {
  return Object.getPrototypeOf(regex) === RegExp.prototype && Object.getOwnPropertyNames(regex).length === 1
}

/** Judges an expression by what `test()` finds in origins. The expression itself is never run. */
export function judgeRegExp(
  source: Source,
  setting: string,
  index: number | undefined,
  regex: RegExp,
  { credentials, keepsPlace }: Manner,
): Judged {
  if (!isPlain(regex)) {
    const message = 'is a RegExp with properties or a class of its own, expected a plain one'
    source.findings.refuse('regex-unread', setting, message, { index })
    return { patterns: [], matchesNull: false, state: '' }
  }
  const state = inCode(String(regex))
  const { source: text, flags } = regex
  if (flags.includes('y') || (keepsPlace && flags.includes('g'))) {
    const message = `is ${state}, expected it without the flags g and y: it goes on where it stopped, and so refuses some requests`
    source.findings.refuse('regex-stateful', setting, message, {
      index,
      meant: `/${text}/${flags.replaceAll(/[gy]/g, '')}`,
    })
    return { patterns: [], matchesNull: false, state }
  }
  const isForeign = FOREIGN.test(text) || flags.includes('v')
  const searched = alternativesOf(text)
    // A RegExp is looked for anywhere, and the reader begins where the string begins.
    .map((one) => (ANCHORED.test(one) ? one : `.*(?:${one})`))
    .join('|')
  const judgement = isForeign
    ? ({ kind: 'unread' } as const)
    : judgeRegex(searched, flags.includes('i') ? IGNORE_CASE : 0)
  return judge(source, setting, index, state, judgement, credentials)
}

/** Splits an expression at the bars that stand in no group and in no class. */
function alternativesOf(text: string): string[] {
  const alternatives = ['']
  let depth = 0
  for (const [part] of text.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[^=!>][^>]*>|./gs)) {
    if (part.startsWith('(')) depth++
    if (part === ')') depth--
    if (part === '|' && !depth) alternatives.push('')
    // The reader knows no names of groups.
    else alternatives[alternatives.length - 1] += part.startsWith('(?<') ? '(?:' : part
  }
  return alternatives
}

/** Reports what an expression or a pattern means, and returns what it allows. */
export function judge(
  { findings }: Source,
  setting: string,
  index: number | undefined,
  state: string,
  judgement: ReturnType<typeof judgeRegex>,
  credentials: boolean,
): Judged {
  const nothing: Judged = {
    patterns: [],
    matchesNull: judgement.matchesNull === true && judgement.kind !== 'everyone',
    state,
  }
  switch (judgement.kind) {
    case 'invalid':
    case 'unread': {
      const message =
        `is ${state}, which this library does not read, because it looks ahead or behind, has a reference, a word ` +
        'boundary or an unusual escape, or is too large: list the origins'
      findings.refuse('regex-unread', setting, message, { index })
      return nothing
    }
    case 'never':
      if (!judgement.matchesNull)
        findings.note(
          'regex-never',
          setting,
          `is ${state}, which is left out: it matches no origin that a browser sends`,
          {
            index,
          },
        )
      return nothing
    case 'everyone': {
      const { witness } = judgement
      const message = `is ${state}, which also matches ${quote(witness)}, expected the origins meant`
      findings.refuse('regex-everyone', setting, message, { index, witness })
      return nothing
    }
    case 'unsafe': {
      const { witness, meant } = judgement
      const message =
        `is ${state}, which also matches ${quote(witness)}, expected the origins meant: begin with ^https://, escape ` +
        'each dot, put a dot before the domain, and end with $'
      findings.refuse('regex-unsafe', setting, message, { index, witness, ...(meant.length && { nearest: meant }) })
      return nothing
    }
    default: {
      if (credentials) refuseRisks(findings, setting, index, state, judgement)
      if (judgement.kind === 'exact') return { ...nothing, patterns: judgement.origins }
      const { nearest, added, outside, matches } = judgement
      const less = added === undefined ? '' : `: the nearest patterns also allow ${quote(added)}`
      findings.note('regex-predicate', setting, `is ${state}, which becomes a predicate${less}`, {
        index,
        nearest,
        witness: added,
      })
      if (outside !== undefined) {
        const message = `is ${state}, which also matches ${quote(outside)}. Nobody can have that name: begin with ^https://`
        findings.note('regex-outside', setting, message, { index, witness: outside })
      }
      return { ...nothing, matches }
    }
  }
}

/** Refuses what `cors()` refuses with credentials, and cannot see in a predicate. */
function refuseRisks(
  findings: Source['findings'],
  setting: string,
  index: number | undefined,
  state: string,
  { insecure, shared }: Extract<Judgement, { kind: 'exact' | 'predicate' }>,
): void {
  if (insecure !== undefined) {
    const message =
      `is ${state}, which matches ${quote(insecure)}, expected https: anyone on the network can forge an http page that ` +
      "reads your users' data"
    findings.refuse('insecure-origin-credentials', setting, message, { index, witness: insecure })
  }
  if (shared !== undefined) {
    const message =
      `is ${state}, which matches ${quote(shared)}, expected exact origins: strangers can claim a name there, and read ` +
      "your users' data"
    findings.refuse('wildcard-public-suffix', setting, message, { index, witness: shared })
  }
}
