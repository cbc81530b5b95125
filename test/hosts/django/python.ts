import { execFileSync } from 'node:child_process'

/** Debian's Python, because Django is one of its packages. */
export const PYTHON = '/usr/bin/python3'

/** Whether Python has modules. Says what to install if not, and throws with CI=true. */
export function hasModules(modules: string): boolean {
  try {
    execFileSync(PYTHON, ['-c', `import ${modules}`], { stdio: 'ignore' })
    return true
  } catch {
    const message = 'Django is not installed: apt-get install python3-django python3-django-cors-headers gunicorn'
    if (process.env['CI'] === 'true') throw new Error(message)
    console.warn(message)
    return false
  }
}
