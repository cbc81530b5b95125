import type { Fix } from '../../explain/index.ts'
import { type Line, styled } from '../output/line.ts'

/** A fix, and what to paste. */
export function fixLines({ sentence, value }: Fix, indent: number): Line[] {
  const pasted = value.split('\n').map((line): Line => ({
    indent: indent + 4,
    isWhole: true,
    spans: [styled('cyan', line)],
  }))
  return [{ indent, hang: 2, spans: [styled('green', 'Fix:'), ` ${sentence}`] }, ...pasted]
}
