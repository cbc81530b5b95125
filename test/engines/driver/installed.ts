import { BROWSERS, type EngineName } from './browsers.ts'

/** The engines that are installed. Without one, a local run continues and says so, but a run in CI fails. */
export function installedEngines(): EngineName[] {
  return (Object.keys(BROWSERS) as EngineName[]).filter((engine) => {
    const { title, packages, find } = BROWSERS[engine]
    if (find()) return true
    const message = `Without ${title}, whose answers are not compared: apt-get install ${packages}`
    if (process.env['CI'] === 'true') throw new Error(message)
    console.warn(message)
    return false
  })
}
