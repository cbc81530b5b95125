import { existsSync, readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

/** Whether the system says how much CPU time another process has used. Linux does. */
export const HAS_CPU_TIME: boolean = existsSync('/proc/self/task')

/** Nanoseconds of CPU that this process has used. Unlike the wall clock, it stands still while other processes run. */
export function ownCpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

/**
 * Nanoseconds of CPU that the threads of a process have used. Linux keeps them exactly once a thread is idle, and to
 * some milliseconds while it runs, so ask when there is nothing to do. The time of threads that have ended is missing.
 */
export function cpuTimeOf(pid: number | undefined): number {
  const threads = `/proc/${pid}/task`
  return readdirSync(threads).reduce((sum, task) => sum + usedBy(`${threads}/${task}/schedstat`), 0)
}

function usedBy(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ', 1)[0])
  } catch {
    // The thread has ended since it was listed.
    return 0
  }
}
