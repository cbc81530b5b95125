/**
 * Makes the key of a hash. Nobody may know it, because whoever knows it can choose origins that collide.
 *
 * @returns `undefined` while a Worker starts, when it has no random values
 */
export function makeSecret(): Uint32Array | undefined {
  try {
    return crypto.getRandomValues(new Uint32Array(2))
  } catch {
    return
  }
}

/**
 * Makes something that needs a secret: now, or when it is first used, because a Worker has no random values while it
 * starts. After that, nothing that `make` uses stays in memory.
 */
export function withSecret<Made>(make: (secret: Uint32Array) => Made): () => Made {
  const early = makeSecret()
  if (early) {
    const made = make(early)
    return () => made
  }
  return whenUsed(() => make(crypto.getRandomValues(new Uint32Array(2))))
}

function whenUsed<Made>(make: () => Made): () => Made {
  let pending: (() => Made) | undefined = make
  let made: Made | undefined
  return () => {
    if (pending) {
      made = pending()
      pending = undefined
    }
    return made as Made
  }
}
