import { settings } from './settings.mjs'

export default settings(
  'core',
  [
    'src/{cors,layer}.ts',
    'src/{runtime,fetch,wording,policy,server,hosts,csrf,import,jsonp,origins,presets,rollout,routes}/**/*.ts',
  ],
  [
    'test/portable/*.test.ts',
    'test/portable/{adapters,csrf,fetch,import,invariants,jsonp,origins,policy,presets,rollout,routes,rules,server,wording}/**/*.test.ts',
  ],
)
