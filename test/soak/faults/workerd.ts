import { join } from 'node:path'
import { type RunningWorkers, startWorkers } from '../workerd.ts'
import type { SubjectName } from './subjects.ts'

/** Starts the Worker under test and the one that sends it requests. Their memory is that of one process. */
export function startFaults(subject: SubjectName): Promise<RunningWorkers> {
  const names = ['app', 'driver']
  return startWorkers({
    entries: Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, `${name}.ts`)])),
    sockets: names.length,
    config: `const config :Workerd.Config = (
  services = [${worker('app', `(name = "subject", text = "${subject}")`)}, ${worker('driver', '(name = "app", service = "app")')}],
  sockets = [${names.map(socket).join(', ')}],
  v8Flags = ["--expose-gc"],
);
`,
  })
}

function worker(name: string, binding: string): string {
  return `(name = "${name}", worker = (
    modules = [(name = "worker.mjs", esModule = embed "${name}.mjs")],
    bindings = [${binding}],
    compatibilityDate = "2026-10-23",
    compatibilityFlags = ["enable_request_signal"],
  ))`
}

function socket(name: string): string {
  return `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`
}
