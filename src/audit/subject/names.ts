import type { CorsOptions } from '../../policy/options.ts'
import { quote } from '../../wording/quote.ts'
import type { Details } from '../report/finding.ts'
import { listOf, pathOf } from './lists.ts'

/** An entry of a list of methods or headers. */
export interface ListedName extends Details {
  readonly name: string
}

/** The entries of a list of methods or headers. */
export function readNames(
  written: CorsOptions,
  option: 'allowMethods' | 'allowHeaders' | 'exposeHeaders',
): ListedName[] {
  return listOf(written[option]).map((name, index) => ({
    name,
    path: pathOf(option, written[option], index),
    got: quote(name),
  }))
}
