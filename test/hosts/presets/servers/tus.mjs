import { DataStore, Server, Upload } from '@tus/server'

/** Keeps uploads in memory. */
class MemoryStore extends DataStore {
  extensions = ['creation', 'creation-with-upload', 'creation-defer-length', 'termination', 'concatenation']
  #uploads = new Map()

  async create(upload) {
    this.#uploads.set(upload.id, { upload, bytes: Buffer.alloc(0) })
    return upload
  }

  async write(stream, id, offset) {
    const kept = this.#uploads.get(id)
    const chunks = await Array.fromAsync(stream)
    kept.bytes = Buffer.concat([kept.bytes.subarray(0, offset), ...chunks])
    return kept.bytes.length
  }

  async getUpload(id) {
    const kept = this.#uploads.get(id)
    if (!kept) throw { status_code: 404, body: 'No such upload' }
    return new Upload({ ...kept.upload, offset: kept.bytes.length })
  }

  async declareUploadLength(id, length) {
    this.#uploads.get(id).upload.size = length
  }

  async remove(id) {
    this.#uploads.delete(id)
  }

  read(id) {
    return this.#uploads.get(id)?.bytes
  }
}

export function createServer() {
  const store = new MemoryStore()
  const server = new Server({ path: '/files', datastore: store, relativeLocation: true })
  return async (request) => {
    if (request.method === 'GET') return new Response(store.read(idOf(request.url)))
    const concat = request.headers.get('upload-concat')
    request.headers.delete('upload-concat')
    return concat?.startsWith('final;') ? concatenate(store, concat.slice(6).split(' ')) : server.handleWeb(request)
  }
}

/** The server has no concatenation (https://tus.io/protocols/resumable-upload#concatenation). A part is an upload. */
async function concatenate(store, parts) {
  const id = 'all'
  const bytes = Buffer.concat(parts.map((url) => store.read(idOf(url))))
  await store.create(new Upload({ id, size: bytes.length, offset: 0 }))
  await store.write(new Blob([bytes]).stream().values(), id, 0)
  return new Response(null, { status: 201, headers: { location: `/files/${id}`, 'tus-resumable': '1.0.0' } })
}

function idOf(url) {
  return url.split('/').at(-1)
}
