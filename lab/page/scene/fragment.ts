import { DEFAULT_SCENE, FIELDS, type Scene, sceneOf } from './scene.ts'

/** What a link says. */
export interface Reading {
  /** As much of the scene as could be read. */
  readonly scene: Scene
  /** What is wrong with the link, if anything. */
  readonly problem?: string
}

const VERSION = '1'

/**
 * Writes a scene for the fragment of a URL, which browsers never send to a server. It has the fields that differ from the
 * default, after a version and a checksum, so that a link that was cut off or changed on its way is noticed.
 */
export function writeFragment(scene: Scene): string {
  const changed = FIELDS.filter((name) => scene[name] !== DEFAULT_SCENE[name])
  const text = new URLSearchParams(changed.map((name) => [name, scene[name]])).toString()
  return `${VERSION}.${checksum(text)}.${text}`
}

/** Reads a fragment, with or without `#`. An empty one is the default scene; a damaged one gives what is left of it. */
export function readFragment(fragment: string): Reading {
  const text = fragment.replace(/^#/, '')
  if (!text) return { scene: DEFAULT_SCENE }
  const [, version, sum, fields] = /^(\d+)\.([\da-z]+)\.(.*)$/s.exec(text) ?? []
  if (version !== undefined && version !== VERSION) {
    return {
      scene: DEFAULT_SCENE,
      problem: `The link is of version ${version.slice(0, 9)} of the lab, and this is version ${VERSION}.`,
    }
  }
  const { scene, ignored } = sceneOf(new URLSearchParams(fields ?? text))
  if (fields === undefined) return { scene, problem: 'The link is damaged: its beginning is missing or changed.' }
  if (sum !== checksum(fields)) {
    return {
      scene,
      problem: 'The link is damaged: a part of it was cut off or changed. What could be read is filled in.',
    }
  }
  if (ignored.length > 0)
    return { scene, problem: 'The link has values that the lab does not know. They are left out.' }
  return { scene }
}

/** FNV-1a. It finds accidents; a person may write any link they like. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}
