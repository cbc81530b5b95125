/** A test runner that `corsage init` writes for. */
export interface Runner {
  readonly title: string
  /** Its import of `test`, and what a test begins with. */
  readonly imports: readonly string[]
  readonly test: string
  /** Runs a file. */
  readonly command: string
  /** Whether it resolves imports without an ending. */
  readonly isBundled?: true
}

/** The test runners, by the names that `--test` takes. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
  vitest: {
    title: 'Vitest',
    imports: ["import { test } from 'vitest'"],
    test: 'test',
    command: 'npx vitest run',
    isBundled: true,
  },
  node: { title: 'Node', imports: ["import { test } from 'node:test'"], test: 'void test', command: 'node --test' },
  deno: { title: 'Deno', imports: [], test: 'Deno.test', command: 'deno test' },
  bun: {
    title: 'Bun',
    imports: ["import { test } from 'bun:test'"],
    test: 'test',
    command: 'bun test',
    isBundled: true,
  },
}
