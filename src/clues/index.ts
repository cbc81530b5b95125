export { readConsole } from './console/read.ts'
export type { ConsoleReading } from './console/reading.ts'
