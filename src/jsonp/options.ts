import { isCallback } from './callback.ts'

/** What a JSONP endpoint may say. */
export interface JsonpOptions {
  /** The name of the query parameter that names the callback: `'callback'`. */
  readonly parameter: string
  /** The callbacks that your clients use; others are refused. Default: any that is a name. */
  readonly callbacks?: readonly string[] | undefined
  /** Whether to refuse, with 403, what a browser says is not for a `<script>`, or for one that could use CORS. Default: `false`. */
  readonly scriptsOnly?: boolean | undefined
}

/**
 * The options, read once, their own properties only.
 *
 * @throws {TypeError} that shows them, and what is wanted
 */
export function readOptions(options: JsonpOptions): JsonpOptions {
  const given = { __proto__: null, ...options }
  const { parameter, callbacks, scriptsOnly = false, ...others } = given
  if (
    !parameter ||
    typeof parameter !== 'string' ||
    (callbacks !== undefined && !(Array.isArray(callbacks) && callbacks.every(isCallback))) ||
    typeof scriptsOnly !== 'boolean' ||
    Object.keys(others).length
  )
    throw new TypeError(
      `Options are ${JSON.stringify(given)}, expected {"parameter":"callback"}, with callbacks a list of names, scriptsOnly true or false`,
    )
  return { parameter, callbacks, scriptsOnly }
}
