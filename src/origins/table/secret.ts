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
 * starts. After that, nothing that `make` uses stays in memory. For this, no function is written here: it would keep all
 * that another one here uses.
 */
export function withSecret<Made>(make: (secret: Uint32Array) => Made): () => Made {
  const secret = makeSecret()
  return secret ? constant(make(secret)) : whenUsed(make)
}

function constant<Made>(made: Made): () => Made {
  return () => made
}

function whenUsed<Made>(make: (secret: Uint32Array) => Made): () => Made {
  let pending: typeof make | undefined = make
  let made: Made | undefined
  return () => {
    if (pending) {
      made = pending(crypto.getRandomValues(new Uint32Array(2)))
      pending = undefined
    }
    return made as Made
  }
}
