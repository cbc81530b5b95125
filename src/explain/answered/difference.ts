import type { HeaderList } from '../../browser/terms/header-list.ts'
import { isOkStatus } from '../../browser/terms/status.ts'
import type { PolicyHeaders } from '../../server/headers.ts'
import { inCode } from '../../wording/code.ts'

/** A place where a response differs from the policy's own answer. */
export interface Difference {
  /** `status`, or the name of a header in lower case. */
  readonly name: string
  /** What the response has, as a part of a sentence. */
  readonly text: string
}

/** The values of headers, by names in lower case. */
export type HeaderValues = ReadonlyMap<string, string>

export function valuesOf(headers: HeaderList): HeaderValues {
  const values = new Map<string, string>()
  for (const [title, value] of headers) {
    const name = title.toLowerCase()
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return values
}

export function isCorsName(name: string): boolean {
  return name.startsWith('access-control-')
}

/** The elements of a header in alphabetical order. Only methods are case-sensitive, and only three headers are lists. */
export function elementsOf(name: string, value: string): string[] {
  const elements = (name.endsWith('-methods') ? value : value.toLowerCase()).split(',')
  return elements.map((element) => element.trim()).toSorted()
}

export function isList(name: string): boolean {
  return /-(methods|headers)$/.test(name)
}

/**
 * Where a response differs from the policy's own answer, both ways. The order of a list, the case of names, another
 * status from 200 to 299, more names in `Vary` and headers that have nothing to do with CORS make no difference.
 */
export function differencesOf(expected: PolicyHeaders, status: number, headers: HeaderValues): Difference[] {
  const wanted = valuesOf(expected.set)
  const names = new Set([...wanted.keys(), ...headers.keys()].filter(isCorsName))
  const found = [...names].toSorted().map((name) => ({ name, text: textOf(name, wanted.get(name), headers.get(name)) }))
  // Without a status of the policy, the application chooses it.
  const { status: own = status } = expected
  const isSame = own === status || (isOkStatus(own) && isOkStatus(status))
  const varied = new Set(elementsOf('vary', headers.get('vary') ?? ''))
  const missing = expected.vary.split(', ').filter((name) => name && !varied.has(name.toLowerCase()))
  const isVaried = varied.has('*') || !missing.length
  const all = [
    { name: 'status', text: !isSame && `status ${status} in place of ${own}` },
    ...found,
    { name: 'vary', text: !isVaried && `no ${inCode(`Vary: ${missing.join(', ')}`)}` },
  ]
  return all.filter((one): one is Difference => one.text !== false)
}

function textOf(name: string, wanted: string | undefined, value: string | undefined): string | false {
  const title = name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
  if (value === undefined) return `no ${inCode(title)}`
  const line = inCode(`${title}: ${value}`)
  if (wanted === undefined) return `an extra ${line}`
  const spelled = (text: string): string => (isList(name) ? elementsOf(name, text).join() : text)
  return spelled(value) !== spelled(wanted) && `${line} in place of ${inCode(wanted)}`
}
