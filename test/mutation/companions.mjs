import { settings } from './settings.mjs'

export default settings(
  'companions',
  ['src/{audit,explain,testing}/**/*.ts'],
  // The document has the sentences of the audit.
  ['test/portable/{audit,explain,testing}/**/*.test.ts', 'test/package/audit-document.test.ts'],
)
