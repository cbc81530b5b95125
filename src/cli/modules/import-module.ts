import { stat } from 'node:fs/promises'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../command/usage-error.ts'
import { messageOf } from '../../wording/message-of.ts'
import { inCode, visibleStart } from '../../wording/code.ts'
import { quote } from '../../wording/quote.ts'
import { unreadable } from './find-file.ts'

/** Milliseconds that a module has to load. Policies that wait for a store or a secret take one or two seconds. */
const PATIENCE = 10_000

export type Module = Readonly<Record<string, unknown>>

/**
 * Imports a module of the user, which runs its code.
 *
 * @param typed the path as it was typed, for messages
 * @throws {UsageError} if it does not load. Errors of the module itself are its `cause`
 */
export async function importModule(path: string, typed: string): Promise<Module> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(typed, error)
  })
  if (found.isDirectory()) throw unreadable(typed, { code: 'EISDIR' })
  let timer: NodeJS.Timeout | undefined
  // The timer also keeps the process alive, which would otherwise end in the middle of an `await` that never settles.
  const late = new Promise<never>((_resolve, reject) => {
    const message = `${quote(typed)} was still loading after ${PATIENCE / 1000} seconds`
    const way = 'Look for a top-level await that does not settle, or export the policy from a file of its own'
    timer = setTimeout(() => reject(new UsageError(message, way)), PATIENCE)
  })
  try {
    return await Promise.race([import(pathToFileURL(path).href) as Promise<Module>, late])
  } catch (error) {
    throw error instanceof UsageError ? error : unloadable(path, typed, error)
  } finally {
    clearTimeout(timer)
  }
}

function unloadable(path: string, typed: string, error: unknown): UsageError {
  const { code, stack } = Object(error) as NodeJS.ErrnoException
  const message = visibleStart(messageOf(error) ?? quote(error), 1000)
  const failure = new UsageError(...wordsFor())
  failure.cause = error
  return failure

  function wordsFor(): [message: string, way: string] {
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /\.[cm]?ts$/.test(path)) return withoutTypeScript(typed)
    if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
      return [
        `${quote(typed)} has TypeScript that Node cannot strip: ${message}`,
        'Remove enums and other syntax that makes code, or type bunx --bun corsage in place of npx corsage',
      ]
    }
    if (code === 'ERR_MODULE_NOT_FOUND') {
      const endless = /Cannot find module '[^']*\/[^'/.]+'/.test(messageOf(error) ?? '')
      return [
        `${quote(typed)} imports something that Node does not find: ${message}`,
        endless
          ? 'Write the ending of the file, as Node needs it, or type bunx --bun corsage in place of npx corsage'
          : 'Install what is missing',
      ]
    }
    const place = placeIn(stack, path)
    const at = place ? ` at ${inCode(`${typed}${place}`)}` : ''
    if (error instanceof SyntaxError) {
      const fault = `${quote(typed)}, or a module that it imports, has a syntax error${at}: ${message}`
      return [fault, place ? 'Fix the syntax' : `Type node --check ${typed}, which shows the line`]
    }
    return [
      `${quote(typed)} threw while it was loading${at}: ${message}`,
      'Fix the module, or export the policy from a file of its own that does less when it is imported',
    ]
  }
}

function withoutTypeScript(typed: string): [message: string, way: string] {
  return [
    `${quote(typed)} is TypeScript, and Node ${process.versions.node} does not run TypeScript`,
    'Use Node 22.18 or later, or type bunx --bun corsage or deno run -A npm:corsage in place of npx corsage',
  ]
}

/** The first line and column within a file that a stack names: `:3:14`. */
function placeIn(stack: unknown, path: string): string | undefined {
  const text = typeof stack === 'string' ? stack : ''
  const places = [pathToFileURL(path).href, path].flatMap((name) => {
    const at = text.indexOf(`${name}:`)
    const place = at < 0 ? undefined : /^:\d+(:\d+)?/.exec(text.slice(at + name.length))?.[0]
    return place === undefined ? [] : [{ at, place }]
  })
  return places.toSorted((one, other) => one.at - other.at)[0]?.place
}
