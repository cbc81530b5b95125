/* oxlint-disable no-await-in-loop -- one call after the other */
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

const TYPE = 'application/json'
const at = { Bucket: 'photos', Key: 'a.txt' }

export async function run({ api, step }) {
  const client = new S3Client({
    endpoint: api,
    forcePathStyle: true,
    region: 'eu-central-1',
    // Pages have credentials for a short time, with a token.
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    maxAttempts: 1,
  })
  await step('put', async () => {
    const { ETag, ChecksumCRC32 } = await client.send(new PutObjectCommand({ ...at, Body: 'text', ContentType: TYPE }))
    return [ETag, ChecksumCRC32]
  })
  await step('get', async () => {
    const { Body, ETag } = await client.send(new GetObjectCommand(at))
    return [await Body.transformToString(), ETag]
  })
  await step('notice damage', async () => {
    const { Body } = await client.send(new GetObjectCommand({ ...at, Key: 'damaged' }))
    return Body.transformToString().catch(({ message }) => message)
  })
  await step('head', async () => {
    const { ContentLength, ETag } = await client.send(new HeadObjectCommand(at))
    return [ContentLength, ETag]
  })
  await step('list', async () => (await client.send(new ListObjectsV2Command({ Bucket: at.Bucket }))).KeyCount)
  await step('send in parts', () => sendInParts(client))
  await step('delete', () => client.send(new DeleteObjectCommand(at)).then(() => undefined))
  await step('an error', () =>
    client.send(new GetObjectCommand({ ...at, Key: 'missing' })).catch(({ name, $metadata }) => [name, $metadata]),
  )
  await step('by a signed URL', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ ...at, ContentType: TYPE }))
    return (await fetch(url, { method: 'PUT', body: 'text', headers: { 'content-type': TYPE } })).status
  })
}

async function sendInParts(client) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
  const Parts = []
  for (const PartNumber of [1, 2]) {
    const { ETag } = await client.send(
      new UploadPartCommand({ ...at, UploadId, PartNumber, Body: `part ${PartNumber}` }),
    )
    Parts.push({ ETag, PartNumber })
  }
  return (await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))).ETag
}
