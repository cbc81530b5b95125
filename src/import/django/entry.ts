import { checkOption } from '../../policy/check.ts'
import { OPTION_RULES } from '../../policy/rules.ts'
import type { Project } from './settings.ts'

/** The system checks that report what the issues of `cors()` report. */
const CHECKS: { readonly [code: string]: string } = {
  'origin-empty': 'E013',
  'origin-star-in-list': 'E013',
  'origin-no-scheme': 'E013',
  'origin-has-path': 'E014',
}

/** Whether `cors()` takes an entry of a list. If not, the entry is refused under the name of its setting. */
export function checkEntry(
  { findings }: Project,
  name: string,
  index: number,
  option: string,
  entry: unknown,
  credentials: boolean,
): boolean {
  // `[undefined]` and `[null]` are entries, not missing options.
  const issues = checkOption(option, { [option]: [entry], credentials }, OPTION_RULES, 'cors()')
  for (const { code, message, suggestion: meant } of issues) {
    const check = CHECKS[code]
    const words = message.slice(`${option}[0] `.length) + (check ? ` (corsheaders.${check})` : '')
    findings.refuse(code, name, words, { index, meant })
  }
  return !issues.length
}
