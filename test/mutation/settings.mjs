/**
 * The settings for mutating one part of the sources. Stryker changes them in one place at a time, and counts the
 * changes that no test notices. At most a tenth may survive.
 *
 * @param name the name of the report, in `coverage`
 * @param tests the tests of the part. All others would only take longer
 */
export function settings(name, mutate, tests) {
  // The vitest.config.ts of the test processes reads this variable.
  process.env['MUTANTS_TESTS'] = JSON.stringify(tests)
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    mutate,
    // Stryker does not support TypeScript 7, and does not need it here.
    tsconfigFile: 'none',
    tempDirName: 'node_modules/.mutants',
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: `coverage/mutants-of-${name}.json` },
    thresholds: { high: 95, low: 90, break: 90 },
    concurrency: 2,
    timeoutMS: 30_000,
    ignorePatterns: ['bench', 'coverage', 'dist', 'docs/plots', 'lab'],
  }
}
