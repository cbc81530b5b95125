import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const PORTABLE = 'test/portable/**/*.test.ts'

/** Milliseconds in which a test ends even on a machine that is busy with much else. */
const testTimeout = 30_000

/** The test projects. Deno and Bun start vitest themselves, with the project `portable`. */
export default defineConfig({
  test: {
    coverage: {
      provider: 'istanbul',
      include: ['src/**/*.ts', 'adapters/**/*.ts'],
      // Its tests run the built program.
      exclude: ['src/cli/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
    projects: [
      { test: { name: 'portable', include: [PORTABLE], testTimeout } },
      { test: { name: 'edge', include: [PORTABLE], environment: 'edge-runtime', testTimeout } },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './test/workers/wrangler.toml' } })],
        test: { name: 'workers', include: [PORTABLE, 'test/workers/**/*.test.ts'], testTimeout },
      },
      { test: { name: 'hosts', include: ['test/hosts/**/*.test.ts'], testTimeout, hookTimeout: 60_000 } },
      {
        test: { name: 'servers', include: ['test/servers/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        // One engine at a time, because each needs all processors to finish before its timeouts.
        test: {
          name: 'engines',
          include: ['test/engines/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 150_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          globalSetup: 'test/lab/start.ts',
          // A page has more to do than a function, and a busy machine needs a minute for a journey.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
