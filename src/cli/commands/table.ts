import type { Command } from '../command/command.ts'
import { audit } from './audit.ts'
import { checklist } from './checklist.ts'
import { completionOf } from './completion.ts'
import { diff } from './diff.ts'
import { explain } from './explain.ts'
import { exportPolicy } from './export.ts'
import { importPolicy } from './import.ts'
import { init } from './init.ts'
import { probe } from './probe.ts'
import { schemaOf } from './schema.ts'

const WORKING: readonly Command[] = [explain, probe, audit, checklist, diff, exportPolicy, importPolicy, init]

/** All commands, in the order of the help. Parsing, help, completion and docs/cli.md are made of this table. */
export const COMMANDS: readonly Command[] = [...WORKING, schemaOf(WORKING), completionOf(() => COMMANDS)]
