import { useEffect, useState } from 'preact/hooks'

/** What takes a moment to work out. While it does, the value of before stays, so that nothing jumps. */
export function useLater<Value>(make: () => Promise<Value>, key: unknown): Value | undefined {
  const [value, setValue] = useState<Value>()
  useEffect(() => {
    let isOld = false
    const work = async (): Promise<void> => {
      const made = await make()
      if (!isOld) setValue(() => made)
    }
    void work()
    return () => {
      isOld = true
    }
  }, [key])
  return value
}
