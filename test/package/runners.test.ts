import { expect, test } from 'vitest'
import { run } from './project.ts'

/** The examples of `corsage/testing`. Each is run by its own runner with the built package, and has to print this. */
const RUNNERS: Readonly<Record<string, readonly [command: string, args: readonly string[], passed: RegExp]>> = {
  vitest: ['vitest', ['run', '--root', 'examples/testing', 'vitest.test.ts'], /Tests .*3 passed/],
  'node --test': ['node', ['--test', 'examples/testing/node.test.ts'], /pass 3\n/],
  'deno test': ['deno', ['test', '--no-lock', 'examples/testing/deno.test.ts'], /3 passed/],
  'bun test': ['bun', ['test', './examples/testing/bun.test.ts'], /3 pass\n/],
}

test.each(Object.entries(RUNNERS))('the example for %s passes', async (_, [command, args, passed]) => {
  expect(await run(command, args)).toMatch(passed)
})
