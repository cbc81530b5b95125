import { stripTypeScriptTypes } from 'node:module'
import { expect, test } from 'vitest'
import { audit } from '../../src/audit/index.ts'
import { type CorsOptions, parseOrigins } from '../../src/index.ts'
import { readExamples } from './examples.ts'
import { readText } from './project.ts'

/** The options of the policies in the README's programs, as they are written. */
const POLICIES = readExamples('README.md', readText('README.md')).flatMap(({ name, code }) =>
  Array.from(
    stripTypeScriptTypes(code).matchAll(/\b(?:cors|withCors|corsRoute|corsMiddleware)\(\s*(?='[^']*', |\{)/g),
    ({ index, 0: call }) => ({ name, options: balanced(code, code.indexOf('{', index + call.length - 1)) }),
  ),
)

/** The braces that begin at a place, and all in them. */
function balanced(code: string, start: number): string {
  let depth = 0
  for (let at = start; at < code.length; at++) {
    if (code[at] === '{') depth++
    else if (code[at] === '}' && --depth === 0) return stripTypes(code.slice(start, at + 1))
  }
  throw new Error(`Options without an end: ${code.slice(start)}`)
}

function stripTypes(expression: string): string {
  return stripTypeScriptTypes(`(${expression})`)
}

/** What the programs have declared before. */
function evaluate(options: string, code: string): CorsOptions {
  const declared = Array.from(code.matchAll(/^const (\w+)(?:: [^=]+)? = (['[].*)$/gm), ([, name = '', value = '']) => [
    name,
    value,
  ])
  const lines = declared.map(([name, value]) => `const ${name} = ${value};`).join('')
  // oxlint-disable-next-line no-new-func, no-implied-eval
  return (new Function('parseOrigins', `${lines} return ${options}`) as (parse: typeof parseOrigins) => CorsOptions)(
    parseOrigins,
  )
}

test('the policies of the README are there', () => {
  expect(POLICIES.length).toBeGreaterThan(12)
})

test.each(POLICIES)('$name has a policy without a grave finding: $options', async ({ name, options }) => {
  const code = readExamples('README.md', readText('README.md')).find((example) => example.name === name)!.code
  const findings = await audit(evaluate(options, code), { csrf: true })
  // What shows how cors() refuses something is marked by what it catches.
  const grave = findings.filter(({ severity }) => /error|high/.test(severity))
  expect(code.includes('instanceof PolicyError') || code.includes("corsage/audit'") ? [] : grave).toEqual([])
})
