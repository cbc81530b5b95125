import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Result } from '../model/run.ts'

interface LateProps {
  readonly result: Result
}

/** The lower part, which loads after the verdict, because nobody waits for it. */
export function Late({ result }: LateProps): VNode {
  const [View, setView] = useState<FunctionComponent<LateProps>>()
  useEffect(() => {
    void import('./below.tsx').then(({ Below }) => setView(() => Below))
  }, [])
  return View ? <View result={result} /> : <p class="card">The charts load…</p>
}
