import { isLayer } from '../../layer.ts'
import { checkArgument } from '../../policy/arguments.ts'
import { isRouteTable } from '../../routes/table.ts'

/**
 * Reads what somebody asks about: options, a policy, a table, or the one of these that a layer of `live()` answers with
 * now. A layer of `shadow()` is a policy, and has the options of the current one.
 *
 * @throws {PolicyError} for a layer that has no policy, such as a guard. A guard that is audited as a policy without
 * origins would seem to permit nothing
 */
export function readLayer(input: unknown): unknown {
  if (isLayer(input) && Object.hasOwn(input, 'current')) return readLayer((input as { current?: unknown }).current)
  const isKnown = !isLayer(input) || isRouteTable(input) || input.options !== undefined
  checkArgument(['policy'], input, 'the result of cors() or routes(), or options', isKnown)
  return input
}
