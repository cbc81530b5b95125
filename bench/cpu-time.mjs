import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Whether the system tells what another process has used: Linux does. */
export const HAS_CPU_TIME = existsSync('/proc/self/task')

/**
 * Nanoseconds of CPU that the threads of a process have used. Linux keeps them exactly once a thread is idle, and to
 * some milliseconds while it runs: ask when there is nothing to do. What a thread used that has ended is not in it.
 */
export function cpuTimeOf(pid) {
  const threads = `/proc/${pid}/task`
  let sum = 0
  for (const task of readdirSync(threads)) {
    const [used] = readFileSync(`${threads}/${task}/schedstat`, 'utf8').split(' ')
    sum += Number(used)
  }
  return sum
}
