import { expect, it } from 'vitest'

interface Globals {
  readonly Bun?: { readonly version: string }
  readonly Deno?: { readonly version: { readonly deno: string } }
  readonly EdgeRuntime?: string
  readonly WebSocketPair?: unknown
  readonly navigator?: { readonly userAgent: string }
  readonly process?: {
    readonly env: Record<string, string | undefined>
    readonly versions: Record<string, string | undefined>
  }
}

const { Bun, Deno, EdgeRuntime, WebSocketPair, navigator, process } = globalThis as Globals

/** Signs that only the runtime itself can have set. */
const PROOFS: Readonly<Record<string, () => unknown>> = {
  node: () => process?.versions['node'] && !process.versions['bun'] && !Deno && !EdgeRuntime && !WebSocketPair,
  edge: () => EdgeRuntime === 'edge-runtime',
  workerd: () => navigator?.userAgent === 'Cloudflare-Workers' && WebSocketPair,
  deno: () => Deno?.version.deno && process?.versions['deno'],
  bun: () => Bun?.version && process?.versions['bun'],
}

/**
 * Projects with a fixed runtime. Environment variables cannot tell, because workerd does not see those of the outside.
 */
const RUNTIME_OF_PROJECT: Readonly<Record<string, string>> = { edge: 'edge', workers: 'workerd' }

it('runs on the runtime that the test script names', ({ task }) => {
  const promised = process?.env['CORSAGE_RUNTIME'] ?? RUNTIME_OF_PROJECT[task.file.projectName ?? ''] ?? 'node'

  expect(Object.keys(PROOFS).filter((runtime) => PROOFS[runtime]?.())).toEqual([promised])
})
