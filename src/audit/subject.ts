import type { CompiledPolicy } from '../policy/compile.ts'
import type { CorsOptions } from '../policy/options.ts'
import type { AuditOptions } from './settings.ts'
import type { SuffixOf } from './hosts/suffixes.ts'

/** A stranger, whom no policy means. */
export const ATTACKER = 'https://attacker.example'

/** What is audited. */
export interface Subject {
  /** The options as they were given, which paths point into. */
  readonly given: CorsOptions
  readonly policy: CompiledPolicy
  readonly settings: AuditOptions
  readonly suffixOf: SuffixOf
}

/** A list among the options, as it was given; empty when there is none. */
export function listOf(value: unknown): readonly string[] {
  return value === undefined || typeof value === 'function' ? [] : ([value].flat() as string[])
}

/** Where an entry of a list is, or the option when it is no list. */
export function pathOf(option: string, value: unknown, index: number): (string | number)[] {
  return Array.isArray(value) ? [option, index] : [option]
}

/** A value as messages show it. */
export function quote(value: unknown): string {
  return JSON.stringify(value)
}
