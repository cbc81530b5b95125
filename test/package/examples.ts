/** One fenced block of TypeScript in a document. */
export interface Example {
  /** Where it starts: `README.md:23`. */
  readonly name: string
  readonly code: string
  /** Whose types it is checked against, and who runs it. */
  readonly host: 'node' | 'workers' | 'deno' | 'bun'
  /** Whether it is run: not when it is marked `ts no-run`. */
  readonly isRun: boolean
}

/**
 * The examples in a document: all fenced blocks of `ts`.
 *
 * @throws when a block is in a language that would escape the tests
 */
export function readExamples(file: string, text: string): Example[] {
  const examples: Example[] = []
  for (const { 1: language = '', 2: attributes, 3: code = '', index } of text.matchAll(
    /^```(\w*)(.*)\n([^]*?)^```$/gm,
  )) {
    const name = `${file}:${text.slice(0, index).split('\n').length}`
    if (/^(js|javascript|mjs|jsx|tsx|typescript)$/.test(language)) {
      throw new Error(`${name} is in ${language}, expected ts, which is compiled and run`)
    }
    if (language === 'ts') examples.push({ name, code, host: hostOf(code), isRun: attributes?.trim() !== 'no-run' })
  }
  return examples
}

function hostOf(code: string): Example['host'] {
  if (/'corsage\/bun'|'elysia'|\bBun\./.test(code)) return 'bun'
  if (/'corsage\/deno'|\bDeno\./.test(code)) return 'deno'
  // Fastly's events have the types of Workers.
  return /'corsage\/cloudflare'|'cloudflare:workers'|\baddEventListener\('fetch'/.test(code) ? 'workers' : 'node'
}

/**
 * Makes checks of the comments that say what a statement gives: `expression // => value` (whatever its lines),
 * `const name = expression // => value`, `console.log(expression) // => value`. What is indented is
 * taken as it is; elsewhere promises are awaited.
 */
export function toChecks(code: string): { readonly code: string; readonly count: number } {
  const lines = code.split('\n')
  let count = 0
  for (const [at, line] of lines.entries()) {
    const [, indent = '', end = '', value] = /^(\s*)(.*?);?\s*\/\/ => (.*)$/.exec(line) ?? []
    if (value === undefined) continue
    count++
    // A statement of several lines starts where its last line's bracket was opened: at the same indentation.
    let start = at
    if (/^[)\]}]/.test(end))
      do start--
      while (start > 0 && !new RegExp(`^${indent}[^\\s)\\]}]`).test(lines[start] ?? ''))
    const declared = /^\s*(?:const|let) (\w+)\b/.exec(lines[start] ?? '')?.[1]
    if (declared) {
      lines[at] = `${indent}${end}; check(${count}, ${declared}, ${value})`
    } else {
      lines[at] = `${indent}${end}), ${value})`
      const opening = `$1;check(${count}, ${indent ? '' : 'await '}(`
      lines[start] = (lines[start] ?? '').replace(/^(\s*)(?:console\.log\b)?/, opening)
    }
  }
  return { code: `import { check } from './check.ts'; void check; ${lines.join('\n')}`, count }
}
