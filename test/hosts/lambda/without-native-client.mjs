/** Loads `native-client.cjs` in place of the native part of AWS's Runtime Interface Client, which is not compiled. */
import { registerHooks } from 'node:module'
import { join } from 'node:path'

const own = join(import.meta.dirname, 'native-client.cjs')

registerHooks({
  resolve: (specifier, context, next) => next(specifier === './rapid-client.node' ? own : specifier, context),
})
