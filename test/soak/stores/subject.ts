import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { SubjectName } from './settings.ts'

/** A server under soak, its store, and what can be done to the store. */
export interface Subject {
  readonly name: SubjectName
  readonly runtime: string
  readonly store: string
  readonly child: ChildProcess
  readonly port: number
  /** Mebibytes by which the server may grow after the first quarter. */
  readonly maxGrowth: number
  /** Allows an origin of a tenant, or revokes it. Rejects while the store is down. */
  readonly write: (tenant: string, origin: string, isAllowed: boolean) => Promise<unknown>
  readonly kill: () => Promise<unknown>
  readonly restart: () => Promise<unknown>
  /** Lets questions hang. */
  readonly block: () => Promise<unknown>
  readonly unblock: () => Promise<unknown>
}

const PATIENCE_MS = 30_000

/** What a process prints once it is ready. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A server does not get ready')), PATIENCE_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`A server ends with ${code} at its start`)))
    createInterface({ input: child.stdout as Readable }).once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })
}
