import { patternFault } from '../../policy/origins/pattern.ts'
import { suggestPattern } from '../../policy/suggest.ts'
import { quote } from '../../wording/quote.ts'
import { type Project, SETTINGS } from './settings.ts'

/**
 * Reads Django's own setting for forged writes, as the option `trusted` of `csrf()`. The options are left out if one
 * entry has no translation, so that nothing is dropped silently. CORS does not depend on them.
 */
export function readTrusted({ given, findings }: Project): readonly string[] | undefined {
  const { name } = SETTINGS.csrf
  const value = given[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value)) {
    findings.note('csrf-left-out', name, `is ${quote(value)}, expected a list: no options for csrf() are made`)
    return undefined
  }
  let isComplete = true
  value.forEach((entry: unknown, index) => {
    const fault = faultOf(entry)
    if (fault === undefined) return
    isComplete = false
    const meant = typeof entry === 'string' ? suggestPattern(entry, 'origin-no-scheme') : undefined
    const message = `is ${quote(entry)}, ${fault}, so no options for csrf() are made`
    findings.note('csrf-left-out', name, message, { index, meant })
  })
  return isComplete && value.length ? [...(value as string[])] : undefined
}

function faultOf(entry: unknown): string | undefined {
  if (typeof entry !== 'string') return 'expected a string'
  if (entry.includes('*')) return 'expected exact origins: csrf() trusts no wildcard'
  if (!entry.includes('://')) return 'expected an origin with a scheme (4_0.E001)'
  if (patternFault(entry)) return 'expected an origin as browsers send it'
  if (/^https:|^http:\/\/localhost(:|$)/.test(entry)) return undefined
  return 'expected https: anyone on the network can forge an http page'
}
