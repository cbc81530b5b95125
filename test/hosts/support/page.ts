import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * The folder where pages become projects, in the folder whose `node_modules` has their packages. Git ignores it. It is
 * inside the repository, as Turbopack asks.
 */
const FOLDER = '.pages'

/** A project that a reader of a page has after copying its programs. */
export interface PageProject {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** A file of a project: its text, or what is changed in the program of the page. */
export type ProjectFile = string | ((program: string) => string)

/**
 * Writes the programs under a heading of a page into a new project, each into the file that its first line names, or
 * into `index.ts`. The packages come from the repository, and `corsage` is the built package.
 *
 * @param files further files, and changes of programs
 * @param packages packages that the project has under another name: the name, and the folder in `node_modules`
 * @param within the folder with the packages: that of a framework with its own lock file, such as `test/hosts/astro`
 */
export async function createProject(
  page: string,
  heading: string,
  files: Readonly<Record<string, ProjectFile>> = {},
  packages: Readonly<Record<string, string>> = {},
  within = 'test/hosts',
): Promise<PageProject> {
  await mkdir(join(within, FOLDER), { recursive: true })
  const path = resolve(await mkdtemp(join(within, FOLDER, 'page-')))
  const programs = readPrograms(page, heading)
  const contents: Record<string, string> = { 'package.json': '{ "private": true, "type": "module" }', ...programs }
  for (const [file, content] of Object.entries(files)) {
    if (typeof content === 'string') contents[file] = content
    else contents[file] = content(expectProgram(programs, file, heading))
  }
  await Promise.all(
    Object.entries(contents).map(async ([file, content]) => {
      await mkdir(dirname(join(path, file)), { recursive: true })
      await writeFile(join(path, file), content)
    }),
  )
  await mkdir(join(path, 'node_modules'))
  const links = { corsage: '.', ...packages }
  await Promise.all(
    Object.entries(links).map(([name, folder]) => symlink(resolve(folder), join(path, 'node_modules', name))),
  )
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/**
 * The programs under a heading of a page, by their file names.
 *
 * @throws if the page has no such heading, or no program under it
 */
export function readPrograms(page: string, heading: string): Record<string, string> {
  const programs: Record<string, string> = {}
  let current = ''
  // Each match is a heading or a whole program, so that a comment of TOML is not taken as a heading.
  for (const [, found, code] of readFileSync(page, 'utf8').matchAll(
    /^#+ (.*)$|^```(?:ts|toml)\b[^\n]*\n([^]*?)^```$/gm,
  )) {
    if (found !== undefined) current = found
    else if (current === heading && code !== undefined) {
      const [, file = 'index.ts'] = /^(?:\/\/|#) ([^\s;]+\.\w+)/.exec(code) ?? []
      programs[file] = code
    }
  }
  if (Object.keys(programs).length === 0) throw new Error(`${page} has no program under the heading ${heading}`)
  return programs
}

function expectProgram(programs: Readonly<Record<string, string>>, file: string, heading: string): string {
  const program = programs[file]
  if (program === undefined)
    throw new Error(`No program ${file} under ${heading}, only ${Object.keys(programs).join()}`)
  return program
}

/**
 * Replaces a part of a program.
 *
 * @throws if the program does not have the part exactly once
 */
export function replaceOnce(program: string, part: string, by: string): string {
  const [before, after, ...others] = program.split(part)
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(`The program does not have ${part} exactly once:\n${program}`)
  return `${before}${by}${after}`
}
