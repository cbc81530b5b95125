import type { Command } from '../command/command.ts'
import { audit } from './audit.ts'

/** All commands, in the order of the help. Parsing, help, completion and docs/cli.md are made of this table. */
export const COMMANDS: readonly Command[] = [audit]
