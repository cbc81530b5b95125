/** What a project says about its files. */
export interface FileStyle {
  readonly hasTypeScript: boolean
  /** Whether files that end in `.js` are modules. */
  readonly isModule: boolean
  /** Whether TypeScript imports own files by names that end in `.ts`. */
  readonly hasTsEndings: boolean
}

/** How a file imports another one. Not by `node:path`, because the lab shows imports too. */
export function specifierOf(
  from: string,
  to: string,
  isEndless: boolean,
  { hasTypeScript, hasTsEndings }: Pick<FileStyle, 'hasTypeScript' | 'hasTsEndings'>,
): string {
  const path = relativePath(from.split('/').slice(0, -1), to.split('/'))
  if (!hasTypeScript) return path
  return isEndless ? path.replace(/\.ts$/, '') : hasTsEndings ? path : path.replace(/\.ts$/, '.js')
}

function relativePath(folder: readonly string[], file: readonly string[]): string {
  const [mine, theirs] = [folder[0], file[0]]
  if (mine !== undefined && mine === theirs) return relativePath(folder.slice(1), file.slice(1))
  return [...(folder.length ? folder.map(() => '..') : ['.']), ...file].join('/')
}
