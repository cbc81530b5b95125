/** A part of the lab that did not load. */
export class MissingPart extends Error {
  override readonly name = 'MissingPart'
  constructor(cause: unknown) {
    super('A part of the lab did not load', { cause })
  }
}

const MISSING = 'corsage-missing-part'

/** What Chromium and Firefox, and WebKit, say about an `import()` that failed. */
const FAILED_IMPORT = /dynamically imported module|Importing a module script/

/** Calls back for each part that does not load, even if nobody waits for it by `part`. */
export function onMissingPart(callback: () => void): void {
  addEventListener(MISSING, callback)
  addEventListener('unhandledrejection', ({ reason }) => {
    if (FAILED_IMPORT.test(String(reason))) callback()
  })
}

/**
 * Waits for a part that loads when it is needed: `await part(import('./policy.ts'))`. A page that was opened before a new
 * build asks for files that no longer exist. The visitor then sees that, with a button that loads the page again.
 *
 * @throws {MissingPart} if the part cannot be loaded
 */
export async function part<Module>(loading: Promise<Module>): Promise<Module> {
  try {
    return await loading
  } catch (error) {
    dispatchEvent(new Event(MISSING))
    throw new MissingPart(error)
  }
}

const styles = new Map<string, Promise<unknown>>()

/** Loads a style sheet, for a part that must not show without it. */
export function style(path: string): Promise<unknown> {
  const loading =
    styles.get(path) ??
    new Promise((onload, onerror) => {
      document.head.append(
        Object.assign(document.createElement('link'), { rel: 'stylesheet', href: path, onload, onerror }),
      )
    })
  styles.set(path, loading)
  return loading
}
