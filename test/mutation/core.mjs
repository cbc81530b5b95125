import { settings } from './settings.mjs'

export default settings(
  'core',
  ['src/cors.ts', 'src/{fetch,policy,server,csrf,jsonp}/**/*.ts'],
  ['test/portable/*.test.ts', 'test/portable/{adapters,csrf,fetch,jsonp,policy,server}/**/*.test.ts'],
)
