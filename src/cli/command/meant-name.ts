import { nearestName } from '../../policy/nearest-name.ts'

/** The known name that was probably meant: a near one, one with its letters in another order, or the only one that begins so. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known) ?? known.find((one) => sorted(one) === sorted(name))
  if (near !== undefined || name.length < 2) return near
  const longer = known.filter((one) => one.startsWith(name))
  return longer.length === 1 ? longer[0] : undefined
}

function sorted(text: string): string {
  return text.split('').toSorted().join('')
}
