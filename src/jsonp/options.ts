/** What a JSONP endpoint may say. */
export interface JsonpOptions {
  /** The name of the query parameter that names the callback: `'callback'`. */
  readonly parameter: string
  /** Whether to refuse, with 403, what a browser says is not for a `<script>`. Default: `false`. */
  readonly scriptsOnly?: boolean | undefined
}

/**
 * The options, read once, their own properties only.
 *
 * @throws {TypeError} that shows them, and what is wanted
 */
export function readOptions(options: JsonpOptions): JsonpOptions {
  const given = { __proto__: null, ...options }
  const { parameter, scriptsOnly = false, ...others } = given
  if (!parameter || typeof parameter !== 'string' || typeof scriptsOnly !== 'boolean' || Object.keys(others).length)
    throw new TypeError(
      `Options are ${JSON.stringify(given)}, expected {"parameter":"callback"}, with scriptsOnly true or false`,
    )
  return { parameter, scriptsOnly }
}
