// Runs in the browser, as a script without imports. It makes the calls of its round, and opens the page of the next one.
import type { Round } from './rounds.ts'

void main()

async function main(): Promise<void> {
  const { calls, next } = (await (await fetch(`/plan${location.search}`)).json()) as Round
  for (const { url, method, credentials } of calls)
    // One after the other, because the order of cookies counts.
    // oxlint-disable-next-line no-await-in-loop
    await fetch(url, { method, credentials }).catch(() => {})
  // A page that replaces the last one, and not a redirect of it.
  if (next) location.href = next
  else await fetch('/end')
}
