import { defineConfig } from 'vitest/config'

/** Runs the tests of one part of the sources. settings.mjs names them. */
export default defineConfig({
  test: { include: JSON.parse(process.env['MUTANTS_TESTS'] ?? '[]') as string[] },
})
