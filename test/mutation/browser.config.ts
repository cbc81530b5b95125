import { defineConfig } from 'vitest/config'

/** The tests that know the browser's half, without those of engines: each mutant is run against them. */
export default defineConfig({
  test: { include: ['test/portable/{browser,explain,testing}/**/*.test.ts'] },
})
