import { defineConfig } from 'vitest/config'

/** Tests of one part of the sources, which settings.mjs names. */
export default defineConfig({
  test: { include: JSON.parse(process.env['MUTANTS_TESTS'] ?? '[]') as string[] },
})
