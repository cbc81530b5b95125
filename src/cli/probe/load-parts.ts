import type { toSarif } from '../../audit/index.ts'
import type { Parts } from './probe.ts'

/** Loads the parts of the library that the probe uses. */
export async function loadParts(): Promise<{ readonly parts: Parts; readonly toSarif: typeof toSarif }> {
  const [browser, audit, core, suffixes, caches, origins, headers, layers, ages] = await Promise.all([
    import('../../browser/index.ts'),
    import('../../audit/index.ts'),
    import('../../index.ts'),
    import('../../audit/hosts/suffixes.ts'),
    import('../../audit/hosts/cache-control.ts'),
    import('../../audit/rules/origins.ts'),
    import('../../audit/rules/headers.ts'),
    import('../../audit/rules/layers.ts'),
    import('../../audit/rules/max-age.ts'),
  ])
  const suffixOf = suffixes.suffixFinder()
  return {
    parts: {
      createUserAgent: browser.createUserAgent,
      hosts: { suffixOf, registrableDomain: (host) => suffixes.registrableDomain(host, suffixOf) },
      isShared: caches.isShared,
      rules: { ...origins.ORIGIN_RULES, ...headers.HEADER_RULES, ...layers.LAYER_RULES, ...ages.MAX_AGE_RULES },
      cors: core.cors,
    },
    toSarif: audit.toSarif,
  }
}
