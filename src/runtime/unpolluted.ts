/**
 * Copies options into an object without a prototype. The runtime reads options by name, so it would also read anything
 * that pollutes `Object.prototype`.
 */
export function unpolluted<Members>(members: Members): Members {
  return { __proto__: null, ...members }
}
