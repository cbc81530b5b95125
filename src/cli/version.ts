/** The version of the package. A test compares it with the manifests. */
export const VERSION = '0.1.0'
