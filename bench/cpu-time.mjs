import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Whether the system tells what another process has used: Linux does. */
export const HAS_CPU_TIME = existsSync('/proc/self/task')

/**
 * Nanoseconds of CPU that the threads of a process have used. Linux keeps them exactly once a thread is idle, and to
 * some milliseconds while it runs: ask when there is nothing to do. What a thread used that has ended is not in it.
 */
export function cpuTimeOf(pid) {
  const threads = `/proc/${pid}/task`
  return readdirSync(threads).reduce((sum, task) => sum + usedBy(`${threads}/${task}/schedstat`), 0)
}

function usedBy(file) {
  try {
    return Number(readFileSync(file, 'utf8').split(' ', 1)[0])
  } catch {
    // The thread has ended since it was listed.
    return 0
  }
}
