import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMPANIONS, readText, ROOT } from './project.ts'

/** The rooms, from the ground up: a file imports from its own room or a lower one, types included. */
const LAYERS = [
  /^src\/runtime\//,
  /^src\/fetch\//,
  /^src\/wording\//,
  /^src\/policy\//,
  /^src\/schema\//,
  /^src\/browser\//,
  /^src\/server\//,
  /^src\/cors\.ts$/,
  /^src\/layer\.ts$/,
  /^src\/index\.ts$/,
  /^src\/hosts\//,
  /^src\/jsonp\//,
  /^src\/csrf\//,
  /^src\/origins\//,
  /^src\/presets\//,
  /^src\/routes\//,
  /^src\/rollout\//,
  /^src\/export\//,
  /^src\/import\//,
  /^src\/explain\//,
  /^src\/audit\//,
  /^src\/testing\//,
  /^src\/clues\//,
  /^adapters\//,
  /^src\/cli\//,
]

/**
 * The rooms inside a room, from the ground up. A file never reaches a higher room, types included, not even through the
 * files next to the rooms.
 */
const INNER_ROOMS: Readonly<Record<string, readonly string[]>> = {
  export: ['nginx', 'haproxy', 'caddy', 'apache'],
  import: ['regex', 'django', 'packages'],
  browser: ['terms', 'cookies', 'outcome', 'request', 'checks', 'network', 'preflight', 'fetch'],
  clues: ['console', 'curl', 'fetch', 'dump', 'har', 'question'],
  explain: ['inquiry', 'answered', 'fixes', 'failures', 'warnings', 'steps', 'flow', 'render'],
}

interface Import {
  readonly from: string
  readonly to: string
  /** Whether the import is removed at run time. */
  readonly isType: boolean
  /** Whether the file is loaded by a call, when it is needed. */
  readonly isCall: boolean
}

// The command line has other types, those of Node.
const files = globSync('{src,adapters}/**/*.*', { cwd: ROOT }).filter((file) => file !== 'src/cli/tsconfig.json')
const sources = new Map(files.map((file) => [file, withoutWritten(file, withoutComments(readText(file)))]))
const imports = files.flatMap((file) => readImports(file, sources.get(file) ?? ''))

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(\/\*[^]*?\*\/|\/\/.*)$/gm, '')
}

/** Removes the programs that the command line writes, which have imports too. */
function withoutWritten(file: string, text: string): string {
  return isCli(file) ? text.replaceAll(/"[^"\n]*"|`[^`]*`/g, '') : text
}

function readImports(from: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export) (type )?[^'"]*?from '([^']*)'$/gm)
  const calls = text.matchAll(/\bimport\('([^']*)'\)/g)
  const toImport = (to: string, isType: boolean, isCall: boolean): Import => ({
    from,
    to: to.startsWith('.') ? join(from, '..', to) : to,
    isType,
    isCall,
  })
  return [
    ...Array.from(statements, ([, type, to = '']) => toImport(to, type !== undefined, false)),
    ...Array.from(calls, ([, to = '']) => toImport(to, false, true)),
  ]
}

function isCli(file: string): boolean {
  return file.startsWith('src/cli/')
}

function layerOf(file: string): number {
  return LAYERS.findIndex((path) => path.test(file))
}

/** Everything that a file imports, directly or indirectly, types included. */
function reach(file: string, reached: Set<string> = new Set()): Set<string> {
  for (const { from, to } of imports) {
    if (from === file && !reached.has(to)) reach(to, reached.add(to))
  }
  return reached
}

test('this test finds every import', () => {
  const mentions = [...sources.values()].join('\n').match(/\bfrom '(?=[\w.@])|(?<!')\bimport\b ?\(?['"]|\brequire\(/g)
  expect(imports).toHaveLength(mentions?.length ?? 0)
  expect(imports.length).toBeGreaterThan(files.length)
})

test('every file is in a layer', () => {
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([])
})

test('imports are of files of this project: no package, no built-in module except in the command line', () => {
  const isAllowed = ({ from, to }: Import): boolean => files.includes(to) || (isCli(from) && to.startsWith('node:'))
  expect(imports.filter((one) => !isAllowed(one))).toEqual([])
})

test('only the command line loads files when they are needed, and modules of users', () => {
  expect(imports.filter(({ from, isCall }) => isCall && !isCli(from))).toEqual([])
  const importing = files.filter((file) => /\bimport\((?!')/.test(sources.get(file) ?? ''))
  expect(importing).toEqual(['src/cli/modules/import-module.ts'])
})

test('the command line loads companions when a command needs them, so that it is there at once', () => {
  const isOfFindings = (to: string): boolean => to.startsWith('src/audit/report/')
  const isLate = ({ to, isType, isCall }: Import): boolean => isType || isCall || isOfFindings(to)
  const ofCompanions = imports.filter(({ to }) => COMPANIONS.some((name) => to.startsWith(`src/${name}/`)))
  expect(ofCompanions.filter((one) => isCli(one.from) && !isLate(one))).toEqual([])
})

test('nothing that is published imports the table of options', () => {
  const isOfSchema = (file: string): boolean => file.startsWith('src/schema/')
  expect(imports.filter(({ from, to }) => isOfSchema(to) && !isOfSchema(from))).toEqual([])
})

test('imports stay in their layer or go down', () => {
  expect(imports.filter(({ from, to }) => layerOf(to) > layerOf(from))).toEqual([])
})

describe.each(Object.entries(INNER_ROOMS))('the rooms inside src/%s', (room, order) => {
  const inner = (file: string): string | undefined => new RegExp(`^src/${room}/([^/]+)/`).exec(file)?.[1]
  const floorOf = (file: string): number => order.indexOf(inner(file) ?? '')

  test('are all in the list', () => {
    expect([...new Set(files.map(inner))].filter((name) => name !== undefined).toSorted()).toEqual(order.toSorted())
  })

  test('only import from lower rooms', () => {
    const arrows = files.flatMap((from) => Array.from(reach(from), (to) => ({ from, to })))
    expect(arrows.filter(({ from, to }) => floorOf(from) >= 0 && floorOf(to) > floorOf(from))).toEqual([])
  })
})

test('adapters do not import each other', () => {
  expect(imports.filter(({ to }) => to.startsWith('adapters/'))).toEqual([])
})

test('imports make no circle, types included', () => {
  expect(files.filter((file) => reach(file).has(file))).toEqual([])
})

test('file names are in kebab-case, and describe the content', () => {
  expect(files.filter((file) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.ts$/.test(basename(file)))).toEqual([])
  expect(files.filter((file) => /\b(utils?|helpers?|common|misc|shared)\b/.test(file))).toEqual([])
})

test('there are no default exports and no star exports', () => {
  const exported = files.filter((file) => /^export default\b|\bas default\b|^export \*/m.test(sources.get(file) ?? ''))
  expect(exported).toEqual([])
})

test('the core needs no companion, adapters only csrf, and a companion, but the audit, nothing of the core’s server', () => {
  const isIn = (folder: string, file: string): boolean => file.startsWith(`src/${folder}/`)
  const isCompanion = (file: string): boolean => COMPANIONS.some((name) => isIn(name, file))
  const isAdapting = (from: string, to: string): boolean => from.startsWith('adapters/') && isIn('csrf', to)
  const isUsing = (from: string, to: string): boolean => isCli(from) || isIn('clues', from) || isAdapting(from, to)
  expect(imports.filter(({ from, to }) => isCompanion(to) && !isCompanion(from) && !isUsing(from, to))).toEqual([])
  expect(imports.filter(({ from, to }) => isIn('csrf', from) && isCompanion(to) && !isIn('csrf', to))).toEqual([])
  expect(imports.filter(({ from, to }) => isIn('browser', from) && isCompanion(to) && !isIn('browser', to))).toEqual([])
  // The audit uses a policy's own decision.
  const isApart = (from: string): boolean => isCompanion(from) && !isIn('audit', from)
  // The guard and a shadow put `Vary` on responses of the application, which only one place may copy.
  const isCopying = (from: string, to: string): boolean =>
    (isIn('csrf', from) || isIn('rollout', from)) && to === 'src/server/add-vary.ts'
  // A table chooses a policy by the method that a preflight asks for, as the policy will read it.
  const isChoosing = (from: string, to: string): boolean => isIn('routes', from) && to === 'src/server/request.ts'
  const isFine = (from: string, to: string): boolean => isCopying(from, to) || isChoosing(from, to)
  expect(
    imports.filter(({ from, to, isType }) => !isType && isApart(from) && isIn('server', to) && !isFine(from, to)),
  ).toEqual([])
})

test.each(files.filter((file) => file.endsWith('/index.ts')))('%s has only named re-exports', (index) => {
  const statements = (sources.get(index) ?? '').trim().split(/\n(?=export)/)
  expect(statements.length).toBeGreaterThan(1)
  expect(statements.filter((text) => !/^export (type )?\{[^}*]*\} from '[^']+'$/.test(text))).toEqual([])
})
