import { isLayer } from '../../layer.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { quote } from '../../wording/quote.ts'
import { visible } from '../../wording/visible.ts'
import { meantName } from '../command/meant-name.ts'
import { UsageError } from '../command/usage-error.ts'
import type { Module } from './import-module.ts'

/** An export of a module. */
export interface Exported {
  readonly name: string
  readonly value: unknown
}

/** What a command looks for among the exports of a module. */
interface Kind {
  /** The names that are taken before others. */
  readonly preferred: readonly string[]
  readonly fits: (value: unknown) => boolean
  readonly one: string
  readonly many: string
  /** What to export. */
  readonly way: string
}

/** A policy, a table, a layer of `live()` or `protect()`, or options. */
export const POLICY_EXPORT: Kind = {
  preferred: ['default', 'policy', 'table'],
  fits: isSuitable,
  one: 'policy',
  many: 'policies',
  way: 'Export the result of cors() or routes(), or the options of cors(): export const policy = cors({ … })',
}

/** The options of other software. */
export const OBJECT_EXPORT: Kind = {
  preferred: ['default', 'options', 'corsOptions'],
  fits: (value) => typeof value === 'object' && value !== null,
  one: 'object',
  many: 'objects',
  way: 'Export the options: export const options = { … }',
}

/**
 * Finds the policy among the exports of a module: the one that was asked for, one with a usual name, or the only one that
 * fits.
 *
 * @throws {UsageError} if there is none, or if there are several
 */
export function chooseExport(
  module: Module,
  wanted: string | undefined,
  typed: string,
  { preferred, fits, one, many, way: whatToExport }: Kind = POLICY_EXPORT,
): Exported {
  const names = Object.keys(module)
  const fitting = names.filter((name) => fits(module[name]))
  if (wanted !== undefined) {
    if (names.includes(wanted)) return { name: wanted, value: module[wanted] }
    const near = meantName(wanted, names)
    const known = names.length ? `: it exports ${list(names)}` : ', and no other either'
    const way = near ?? fitting[0]
    throw new UsageError(
      `${quote(typed)} has no export ${quote(wanted)}${known}`,
      way === undefined ? whatToExport : `Type --export ${visible(way)}`,
    )
  }
  const chosen = preferred.find((name) => fitting.includes(name)) ?? (fitting.length === 1 ? fitting[0] : undefined)
  if (chosen !== undefined) return { name: chosen, value: module[chosen] }
  if (fitting.length) {
    throw new UsageError(
      `${quote(typed)} exports ${fitting.length} ${many}: ${list(fitting)}`,
      `Type --export ${visible(fitting[0]!)}`,
    )
  }
  throw new UsageError(`${quote(typed)} exports no ${one}${names.length ? `, only ${list(names)}` : ''}`, whatToExport)
}

function list(names: readonly string[]): string {
  return enumerate(names.map(quote))
}

/** Whether a value can be a policy, a table, a layer of `live()`, or options. A guard and a server are neither. */
function isSuitable(value: unknown): boolean {
  const has = (name: string): boolean => Object.hasOwn(Object(value), name)
  if (isLayer(value)) return ['options', 'rows', 'current'].some(has)
  return typeof value === 'object' && (has('origin') || isRows(value))
}

/** Whether the names of an object are the keys of a table: paths, with or without methods. */
export function isRows(value: unknown): value is Readonly<Record<string, unknown>> {
  const names = Object.keys(Object(value))
  return names.length > 0 && names.every((name) => /^(\S+ +)?\//.test(name))
}
