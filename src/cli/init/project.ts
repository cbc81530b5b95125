import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HOSTS } from './hosts.ts'
import type { FileStyle } from './specifier.ts'

/** What is known of a folder. */
export interface Project extends FileStyle {
  readonly has: (path: string) => boolean
  /** All packages that `package.json` names. */
  readonly packages: ReadonlySet<string>
}

interface Manifest {
  readonly type?: unknown
  readonly dependencies?: object
  readonly devDependencies?: object
}

/** Looks at a folder. Nothing in it runs. */
export async function readProject(cwd: string): Promise<Project> {
  const has = (path: string): boolean => existsSync(join(cwd, path))
  const manifest = readManifest(await read(cwd, 'package.json'))
  const packages = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
  const settings = await read(cwd, 'tsconfig.json')
  const isOfTypeScript = has('tsconfig.json') || packages.has('typescript') || packages.has('@types/node')
  return {
    has,
    packages,
    hasTypeScript:
      isOfTypeScript || !has('package.json') || ['deno', 'bun'].includes(findHost({ has, packages }) ?? ''),
    isModule: manifest.type === 'module' || !has('package.json'),
    // tsconfig.json has comments, so it is not parsed.
    hasTsEndings: !settings || /"(allowImportingTs|rewriteRelativeImport)Extensions"\s*:\s*true/.test(settings),
  }
}

/** The host that the project is for, by its packages and files. */
export function findHost({ has, packages }: Pick<Project, 'has' | 'packages'>): string | undefined {
  return Object.keys(HOSTS).find((name) => {
    const { signs } = HOSTS[name]!
    return signs.packages?.some((one) => packages.has(one)) || signs.files?.some(has)
  })
}

/** The test runner of a project. */
export function findRunner({ packages }: Pick<Project, 'packages'>, host: string): string {
  if (host === 'deno') return 'deno'
  if (packages.has('vitest')) return 'vitest'
  return host === 'bun' || host === 'elysia' ? 'bun' : 'node'
}

async function read(cwd: string, file: string): Promise<string> {
  return await readFile(join(cwd, file), 'utf8').catch(() => '')
}

function readManifest(text: string): Manifest {
  try {
    return (JSON.parse(text || '{}') ?? {}) as Manifest
  } catch {
    return {}
  }
}
