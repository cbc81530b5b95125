import { EdgeVM } from '@edge-runtime/vm'
import { build, type BuildOptions } from 'esbuild'

/** Modules in Vercel's edge runtime. */
export interface Edge<Exports> {
  readonly exports: Exports
  /** Makes a request with the edge runtime's own class, as its handlers get it. */
  readonly request: (url: string, init?: RequestInit) => Request
}

/** Bundles modules as a deployment does, and runs them. */
export async function loadEdge<Exports>(input: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<Edge<Exports>> {
  const { outputFiles } = await build({ ...input, bundle: true, write: false, format: 'iife', globalName: 'loaded' })
  const { context } = new EdgeVM({
    initialCode: outputFiles[0]?.text ?? '',
    // Hides the errors that the application throws on purpose.
    extend: (edge) => Object.assign(edge, { console: { ...console, error: () => {} } }),
  })
  return {
    exports: (context as unknown as { readonly loaded: Exports }).loaded,
    request: (url, init) => new context.Request(url, init),
  }
}
