import type { Engine } from '../model/run.ts'

/** Engines by the browsers that people know. */
export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  chromium: 'Chrome and Edge',
  firefox: 'Firefox',
  webkit: 'Safari',
}
