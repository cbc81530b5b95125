import type { PolicyIssueCode } from '../policy/issues.ts'
import { visible } from '../wording/visible.ts'

/** The codes of what a policy says differently, or of a setting that has no effect. */
export type NoteCode =
  | 'all-origins-win'
  | 'csrf-left-out'
  | 'header-dropped'
  | 'max-age-zero'
  | 'middleware-missing'
  | 'middleware-order'
  | 'null-origin'
  | 'origin-file'
  | 'private-network'
  | 'regex-never'
  | 'regex-outside'
  | 'regex-predicate'
  | 'setting-replaced'
  | 'setting-unknown'
  | 'signal-listeners'
  | 'static-files'
  | 'urls-slash'

/** The codes of what a policy cannot or must not say: those of `cors()`, and those that only a source has. */
export type RefusalCode =
  | PolicyIssueCode
  | 'list-is-string'
  | 'regex-everyone'
  | 'regex-invalid'
  | 'regex-unread'
  | 'regex-unsafe'
  | 'setting-type'
  | 'urls-regex'
  | 'wildcard-literal'

/** Something to know about a setting. */
export interface ImportFinding<Code extends string> {
  /** The name of the setting, as the source has it. */
  readonly setting: string
  /** The place in the list, if the setting is one. */
  readonly index?: number
  /** A stable name in kebab-case. */
  readonly code: Code
  /** What the setting says, what happens with it, and the way out. */
  readonly message: string
  /** The value that was probably meant. */
  readonly meant?: unknown
  /** An origin that shows the problem. */
  readonly witness?: string
  /** The shortest list of patterns that allows all that the setting allows. */
  readonly nearest?: readonly string[]
}

export type ImportNote = ImportFinding<NoteCode>
export type ImportRefusal = ImportFinding<RefusalCode>

/** Collects findings. The message begins with the setting, which {@link Findings} writes in front of it. */
export interface Findings<Note extends string = NoteCode, Refusal extends string = RefusalCode> {
  readonly notes: ImportFinding<Note>[]
  readonly refusals: ImportFinding<Refusal>[]
  readonly note: (code: Note, setting: string, message: string, more?: Details) => void
  readonly refuse: (code: Refusal, setting: string, message: string, more?: Details) => void
}

export type Details = {
  readonly [Key in 'index' | 'meant' | 'witness' | 'nearest']?: ImportFinding<string>[Key] | undefined
}

export function createFindings<Note extends string = NoteCode, Refusal extends string = RefusalCode>(): Findings<
  Note,
  Refusal
> {
  const notes: ImportFinding<Note>[] = []
  const refusals: ImportFinding<Refusal>[] = []
  return {
    notes,
    refusals,
    note: (code, setting, message, more) => notes.push(finding(code, setting, message, more)),
    refuse: (code, setting, message, more) => refusals.push(finding(code, setting, message, more)),
  }
}

function finding<Code extends string>(
  code: Code,
  setting: string,
  message: string,
  { index, meant, witness, nearest }: Details = {},
): ImportFinding<Code> {
  const place = index === undefined ? setting : `${setting}[${index}]`
  return Object.freeze({
    setting: visible(setting),
    ...(index !== undefined && { index }),
    code,
    message: visible(`${place} ${message}`),
    ...(meant !== undefined && { meant }),
    ...(witness !== undefined && { witness }),
    ...(nearest !== undefined && { nearest: Object.freeze([...nearest]) }),
  })
}
