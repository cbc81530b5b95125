import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { visible } from '../../wording/visible.ts'

/**
 * Asks a question on the terminal, until the answer fits.
 *
 * @param check says what is wrong with an answer
 * @param fallback the answer of Enter
 */
export async function ask(
  question: string,
  check: (answer: string) => string | undefined,
  fallback?: string,
): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // During a question, the terminal gives no signal for Ctrl-C. Closing makes it as it was. Ctrl-D closes as well.
  lines.on('SIGINT', () => lines.close())
  lines.on('close', () => {
    process.stderr.write('\n')
    process.exit(130)
  })
  try {
    return await askAgain()
  } finally {
    lines.removeAllListeners('close')
    lines.close()
  }

  async function askAgain(): Promise<string> {
    const hint = fallback === undefined ? '' : ` [${visible(fallback)}]`
    const answer = (await lines.question(`${question}${hint}: `)).trim() || (fallback ?? '')
    const fault = check(answer)
    if (fault === undefined) return answer
    process.stderr.write(`  ${visible(fault)}\n`)
    return await askAgain()
  }
}
