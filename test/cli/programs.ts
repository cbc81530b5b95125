/** What the programs import, and the types that they need. */
export const PACKAGES = ['hono', 'elysia', 'h3', 'fastify', 'koa', 'express', 'vitest', 'bun-types', '@types']

/** With the types of all hosts. */
export const COMPILER_OPTIONS = {
  module: 'preserve',
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: ['node', 'bun'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
}
