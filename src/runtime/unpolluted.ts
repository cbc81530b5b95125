/**
 * A copy without a prototype, for options that the runtime reads by name: what somebody adds to `Object.prototype`
 * would be read as one of them.
 */
export function unpolluted<Members>(members: Members): Members {
  return { __proto__: null, ...members }
}
