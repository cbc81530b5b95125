import { settings } from './settings.mjs'

export default settings(
  'companions',
  ['src/{audit,explain,testing}/**/*.ts'],
  ['test/portable/{audit,explain,testing}/**/*.test.ts'],
)
