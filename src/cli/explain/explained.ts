import type { Explanation } from '../../explain/index.ts'
import type { ExitStatus } from '../output/result.ts'

/** The exit status of an explanation. */
export function statusOf({ verdict }: Pick<Explanation, 'verdict'>): ExitStatus {
  if (verdict.readable) return 0
  return verdict.code?.endsWith('network-error') ? 3 : 1
}

/** An explanation as it may be shown. */
export async function shown(explanation: Explanation): Promise<Explanation> {
  const { maskStrings } = await import('../../clues/index.ts')
  return maskStrings(explanation)
}
