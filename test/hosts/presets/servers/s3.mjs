import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** As much of the API of S3 as the client uses. A checksum is checked, and so is every part of an upload. */
export function createServer() {
  const objects = new Map()
  const parts = new Map()
  const put = (kept, key, bytes) => {
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`
    kept.set(key, { bytes, etag })
    return etag
  }
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const part = searchParams.get('partNumber')
    switch (request.method) {
      case 'PUT': {
        const bytes = Buffer.from(await request.arrayBuffer())
        const etag = part ? put(parts, part, bytes) : put(objects, pathname, bytes)
        return new Response(null, { headers: { etag, 'x-amz-checksum-crc32': checksumOf(bytes) } })
      }
      case 'POST': {
        if (searchParams.has('uploads')) return xml('InitiateMultipartUploadResult', '<UploadId>1</UploadId>')
        const named = Array.from((await request.text()).matchAll(/<ETag>(.*?)<\/ETag>/g), ([, etag]) => etag)
        const isWhole = [...parts.values()].every(({ etag }, at) => named[at]?.replaceAll('&quot;', '"') === etag)
        if (!isWhole || named.length < parts.size) return xml('Error', '<Code>InvalidPart</Code>', 400)
        const etag = put(objects, pathname, Buffer.concat([...parts.values()].map(({ bytes }) => bytes)))
        return xml('CompleteMultipartUploadResult', `<ETag>${etag}</ETag>`)
      }
      case 'DELETE':
        objects.delete(pathname)
        return new Response(null, { status: 204 })
      default:
        return answerObject(request, pathname, objects)
    }
  }
}

function answerObject({ method }, pathname, objects) {
  if (pathname === '/photos/' || pathname === '/photos')
    return xml('ListBucketResult', `<KeyCount>${objects.size}</KeyCount>`)
  const kept =
    objects.get(pathname) ?? (pathname.endsWith('/damaged') && { bytes: Buffer.from('damaged'), etag: '"1"' })
  if (!kept) return xml('Error', '<Code>NoSuchKey</Code>', 404)
  const { bytes, etag } = kept
  const headers = {
    etag,
    'content-length': String(bytes.length),
    'x-amz-checksum-crc32': pathname.endsWith('/damaged') ? 'AAAAAA==' : checksumOf(bytes),
    'x-amz-checksum-type': 'FULL_OBJECT',
  }
  return new Response(method === 'HEAD' ? null : bytes, { headers })
}

function checksumOf(bytes) {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(crc32(bytes))
  return four.toString('base64')
}

function xml(name, content, status = 200) {
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': 'request', 'x-amz-id-2': 'extended' }
  return new Response(`<?xml version="1.0"?><${name}>${content}</${name}>`, { status, headers })
}
