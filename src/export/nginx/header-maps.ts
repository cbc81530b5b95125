import { ALLOW_HEADERS, type Plan } from '../plan.ts'
import { constant, type Define, namesIn, partsOf, type Variables } from './text.ts'

/** The variable with the origin that gets a permission. */
export function originOf({ enforce }: Plan): string {
  return enforce ? 'origin' : 'allowed'
}

/** Writes the variables with the values of header lines. */
export function headerMaps(planned: Plan, define: Define, { variable, request }: Variables): string[] {
  const { preflight, actual, isPublic, allowsSome, enforce } = planned
  const valueIn = (lines: Plan['actual'], wanted: string): string => {
    const line = lines.find(({ name }) => name === wanted)
    if (!line) return ''
    if (line.value === undefined) return variable(originOf(planned))
    const parts = partsOf(line.value)
    return parts.length
      ? parts.map((_part, at) => `\${${partVariable(wanted, at).slice(1)}}`).join('')
      : namesIn(line.value, request('dollar'))
  }
  const partVariable = (header: string, at: number): string => variable(`${headerVariable(header)}_${at}`)
  const vary = isPublic ? '' : 'Origin'
  return [
    ...[...preflight, ...actual].flatMap(({ name, value = '' }) =>
      partsOf(value).map((part, at) => constant(partVariable(name, at), part)),
    ),
    ...headerNames([planned]).map((name) =>
      define(headerVariable(name), `"${variable('answer')}${name === ALLOW_HEADERS ? variable('many') : ''}"`, [
        ['preflight', valueIn(preflight, name)],
        ['actual', valueIn(actual, name)],
      ]),
    ),
    define('vary', `"${variable('kind')}${allowsSome ? variable('many') : ''}"`, [
      ['actual', enforce ? 'Origin, Sec-Fetch-Site' : vary],
      ['preflight', vary],
      ['preflight1', allowsSome ? [vary, 'Access-Control-Request-Headers'].filter(Boolean).join(', ') : ''],
    ]),
    ...(enforce ? [define('cache', variable('refused'), [['1', 'no-store']])] : []),
  ]
}

/** The names of the headers that policies set. */
export function headerNames(plans: readonly Plan[]): string[] {
  return [...new Set(plans.flatMap(({ preflight, actual }) => [...preflight, ...actual]).map(({ name }) => name))]
}

/** The names of the headers that the policies of a table set or remove. */
export function namesInTable(plans: readonly Plan[]): string[] {
  return [...new Set([...headerNames(plans), ...plans.flatMap(({ timing }) => timing)])]
}

/** The name of the variable that has the value of a header line. */
export function headerVariable(header: string): string {
  return header.toLowerCase().replace('access-control-', '').replaceAll('-', '_')
}
