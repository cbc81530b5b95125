import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type as systemType } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { CaseName } from './measure.ts'
import { type InstalledRuntime, type Runtime, RUNTIMES } from './runtimes.ts'
import type { Quartiles, Summary } from './statistics.ts'
import type { TimeReport } from '../tables/time.ts'

/** The machine that figures belong to: on another one they differ. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly gibibytes: number
  readonly system: string
  readonly architecture: string
}

/** When, with what and where figures were found. */
export interface About extends InstalledRuntime {
  readonly date: string
  readonly machine: Machine
}

export type Packages = Readonly<Record<string, string>>

export interface Excluded extends CaseName {
  readonly fault: string
}

/** Bytes on the heap of Node. */
export interface Heap {
  readonly bytes: readonly (CaseName & { readonly bytes: number })[]
  readonly million: { readonly bytes: number; readonly compileMs: number }
  readonly growth: { readonly after10k: number; readonly after10M: number }
}

/** `cpu.json`. */
export interface CpuRun extends About {
  readonly packages: Packages
  readonly requests: readonly Summary[]
  readonly excluded: readonly Excluded[]
  readonly matching: readonly Summary[]
  readonly heap?: Heap
}

type LoadFigure = Quartiles & { readonly ratioTo: Readonly<Record<'fixed' | 'handwritten', Quartiles>> }

export interface Load extends CaseName {
  readonly cpuNs?: LoadFigure
  readonly requestsPerSecond: LoadFigure
}

/** `http.json`. */
export interface HttpRun extends About {
  readonly packages: Packages
  readonly isPinned: boolean
  readonly connections: number
  readonly loads: readonly Load[]
  readonly excluded: readonly Excluded[]
}

export type AddedFigure = Quartiles & { readonly added?: Quartiles }

interface Named<Figures> {
  readonly name: string
  readonly figures: Figures
}

/** `cold-start.json`. */
export interface ColdStartRun extends About {
  readonly rounds: number
  readonly starts: readonly Named<{ readonly wall: AddedFigure; readonly cpu?: AddedFigure }>[]
  readonly imports: readonly Named<Readonly<Record<'import' | 'policy' | 'both', AddedFigure>>>[]
}

/** `simulation.json`. */
export interface SimulationRun extends About {
  readonly rounds: number
  readonly cases: readonly {
    readonly contender: string
    readonly ns: Quartiles
    readonly ratio: Quartiles
    readonly added: Quartiles
  }[]
}

export type EngineName = 'chromium' | 'firefox' | 'webkit'

/** `preflights.json`. */
export interface PreflightsRun extends Pick<About, 'date' | 'machine'> {
  readonly packages: Packages
  readonly latencyMs: number
  readonly sessions: readonly {
    readonly session: string
    readonly calls: number
    readonly urls: number
    readonly needy: number
    readonly minimum: number
  }[]
  readonly browsers: readonly { readonly engine: EngineName; readonly title: string; readonly version: string }[]
  readonly contenders: readonly {
    readonly session: string
    readonly name: string
    /** The numbers of the calls before which `createBrowser({ profile })` sends a preflight. */
    readonly simulated: Readonly<Record<'spec' | EngineName, readonly number[]>>
    readonly engines: Readonly<
      Partial<
        Record<
          EngineName,
          {
            readonly preflighted: readonly number[]
            readonly lostMs: number
            readonly medianMs: number
            readonly faults: readonly string[]
          }
        >
      >
    >
  }[]
}

/** `tables.json`. */
export interface TablesRun extends About, TimeReport {
  readonly origins: number
  readonly ways: readonly {
    readonly way: string
    /** Both are beyond what reading the file alone takes. */
    readonly bytes: number
    readonly peakBytes: number
    readonly buildMs: number
  }[]
}

const FOLDER = join(import.meta.dirname, '../results')

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`)
}

/** Reads a file of results; the type is that of the file. */
export function read<Result>(name: string): Result {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Result
}

export function write(name: string, result: unknown): void {
  writeFileSync(fileOf(name), JSON.stringify(result))
  execFileSync('oxfmt', [fileOf(name)])
}

/**
 * Replaces the results of some runtimes in a file: a run on one runtime takes nothing away from the others. Therefore
 * each result says itself when, with what and on which machine it was found.
 */
export function keep(name: string, found: readonly About[]): void {
  const before = existsSync(fileOf(name)) ? read<About[]>(name) : []
  const all = (Object.keys(RUNTIMES) as Runtime[]).map((runtime) =>
    [...found, ...before].find((one) => one.runtime === runtime),
  )
  write(
    name,
    all.filter((one) => one !== undefined),
  )
}

/**
 * The last run on each runtime.
 *
 * @throws {Error} when one is missing, because a plot of three runtimes would look like a plot of all
 */
export function readRuns(): CpuRun[] {
  const runs = read<CpuRun[]>('cpu')
  const missing = Object.keys(RUNTIMES).filter((name) => !runs.some(({ runtime }) => runtime === name))
  if (!missing.length) return runs
  throw new Error(`There are no results of ${missing.join(', ')}: run \`npm run bench -- ${missing.join(' ')}\` first`)
}

/** When and where something is measured. */
export function circumstances(): Pick<About, 'date' | 'machine'> {
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release().split('-')[0]}`,
    architecture: process.arch,
  }
  return { date: new Date().toISOString().slice(0, 10), machine }
}

/** The versions of packages that bench or the project has installed. */
export function versions(packages: readonly string[]): Packages {
  const pairs = packages.map((name) => {
    const places = ['..', '../..'].map((above) => join(FOLDER, above, 'node_modules', name, 'package.json'))
    const manifest = places.find((file) => existsSync(file))
    if (!manifest) throw new Error(`${name} is not installed, expected \`npm run bench:install\` before`)
    return [name, (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version] as const
  })
  return Object.fromEntries(pairs)
}
