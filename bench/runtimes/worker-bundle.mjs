/** How a Worker is bundled, wherever one is measured. */
export const WORKER_BUNDLE = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['workerd', 'worker'],
  external: ['node:*', 'cloudflare:*'],
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
}
