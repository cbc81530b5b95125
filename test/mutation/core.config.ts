import { defineConfig } from 'vitest/config'

/** The tests that know the core and its guards; those of the other companions would only say the same more slowly. */
export default defineConfig({
  test: { include: ['test/portable/**/*.test.ts'], exclude: ['test/portable/{browser,explain,testing,audit}/**'] },
})
