/** The command that adds the package to a project. */
export function installCommand({ has }: { readonly has: (path: string) => boolean }, host: string): string {
  if (host === 'deno' && !has('package.json')) return 'deno add npm:corsage'
  if (has('bun.lock') || has('bun.lockb') || host === 'bun') return 'bun add corsage'
  if (has('pnpm-lock.yaml')) return 'pnpm add corsage'
  return has('yarn.lock') ? 'yarn add corsage' : 'npm install corsage'
}
