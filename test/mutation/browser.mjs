import { settings } from './settings.mjs'

export default settings('browser', ['src/browser/**/*.ts'], ['test/portable/{browser,explain,testing}/**/*.test.ts'])
