import { Upload } from 'tus-js-client'

const TEXT = 'All of this is uploaded in several parts.'

export async function run({ api, step, read }) {
  const endpoint = `${api}/files`
  const upload = (options, input = new Blob([TEXT])) =>
    new Promise((resolve, reject) => {
      const one = new Upload(input, {
        endpoint,
        retryDelays: null,
        storeFingerprintForResuming: false,
        metadata: { filename: 'notes.txt' },
        onError: reject,
        onSuccess: () => resolve(one.url),
        ...options,
      })
      one.start()
    })

  await step('create, and send in parts', async () => read(await upload({ chunkSize: 16 })))
  await step('create with the first part', async () => read(await upload({ uploadDataDuringCreation: true })))
  await step('a length that is not known yet', async () => {
    const stream = new Blob([TEXT]).stream()
    return read(await upload({ uploadLengthDeferred: true, chunkSize: 16 }, stream.getReader()))
  })
  await step('several parts at once', async () => read(await upload({ parallelUploads: 2 })))
  let begun
  await step('stop', async () => {
    begun = await stopEarly(endpoint)
    return begun !== undefined
  })
  await step('resume', async () => {
    const offsets = []
    const url = await upload({ uploadUrl: begun, onProgress: (sent) => offsets.push(sent) })
    return [await read(url), offsets[0]]
  })
  await step('end an upload', async () => {
    await Upload.terminate(await upload({}), { retryDelays: null })
  })
}

/** Sends the first part only. */
function stopEarly(endpoint) {
  return new Promise((resolve, reject) => {
    const one = new Upload(new Blob([TEXT]), {
      endpoint,
      chunkSize: 16,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onError: reject,
      onChunkComplete: () => void one.abort().then(() => resolve(one.url)),
    })
    one.start()
  })
}
