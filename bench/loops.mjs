/**
 * The loops, as text: each case gets a copy of its own, else what one case taught the compiler about the call would
 * disturb the next. The count keeps a compiler from finding out that nobody reads the answers.
 */
export const LOOPS = {
  sync: '(run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(input)) count++; return count }',
  async:
    'async (run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (await run(input)) count++; return count }',
  each: '(run, inputs, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(inputs[i])) count++; return count }',
}
