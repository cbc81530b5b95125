import { nearestName } from '../../policy/nearest-name.ts'
import { type Project, type Setting, SETTINGS } from './settings.ts'

const READ: readonly Setting[] = /* @__PURE__ */ Object.values(SETTINGS)

/** Settings that earlier versions read. */
const REMOVED: { readonly [name: string]: string } = {
  CORS_MODEL: 'has no effect any more: use a store of origins (corsheaders.E012)',
  CORS_REPLACE_HTTPS_REFERER: 'has no effect on CORS: it changes Referer for Django before 4 (corsheaders.E013)',
}

/** Reports settings that have no effect: old names next to new ones, and names that nothing reads. */
export function reportUnread({ given, findings }: Project): void {
  for (const { name, old } of READ)
    if (old && Object.hasOwn(given, old) && Object.hasOwn(given, name))
      findings.note('setting-replaced', old, `has no effect, because ${name} replaces it`)
  const known = READ.flatMap(({ name, old }) => (old ? [name, old] : [name])).filter(isCors)
  for (const name of Object.keys(given)) {
    if (!isCors(name) || known.includes(name)) continue
    const removed = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined
    const near = removed ? undefined : nearestOf(name, known)
    const question = near ? `: did you mean ${near}?` : ''
    findings.note('setting-unknown', name, removed ?? `has no effect, because nothing reads it${question}`, {
      meant: near,
    })
  }
}

function isCors(name: string): boolean {
  return name.startsWith('CORS_')
}

function nearestOf(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(
    name.slice('CORS_'.length),
    known.map((one) => one.slice('CORS_'.length)),
  )
  return near && `CORS_${near}`
}
