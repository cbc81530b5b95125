/**
 * What Stryker does with a part of the sources: it changes them in one place at a time, and counts the changes that no
 * test notices. At most a tenth may be left.
 *
 * @param name of the report, in `coverage`
 * @param tests those that know the part: others would say the same more slowly
 */
export function settings(name, mutate, tests) {
  // The processes that run the tests read it in vitest.config.ts.
  process.env['MUTANTS_TESTS'] = JSON.stringify(tests)
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    mutate,
    // It knows no TypeScript 7, and needs none.
    tsconfigFile: 'none',
    tempDirName: 'node_modules/.mutants',
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: `coverage/mutants-of-${name}.json` },
    thresholds: { high: 95, low: 90, break: 90 },
    concurrency: 2,
    timeoutMS: 30_000,
    ignorePatterns: ['bench', 'coverage', 'dist', 'docs/plots', 'demo'],
  }
}
