import { settings } from './settings.mjs'

export default settings(
  'companions',
  ['src/{audit,explain,testing}/**/*.ts'],
  // The tests of the documents check the sentences.
  ['test/portable/{audit,explain,testing}/**/*.test.ts', 'test/package/{audit-document,explanations}.test.ts'],
)
