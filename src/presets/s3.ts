import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Pages that use the AWS SDK with your own server or proxy, which answers as S3 does. `GET` covers `HEAD`. `etag` is
 * needed to complete an upload in parts.
 *
 * Not covered: the configuration of a bucket, and options of objects. See `presets.s3.notCovered`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
 */
export const s3: PresetWith<'allowMethods' | 'allowHeaders' | 'exposeHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowHeaders: [
    'amz-sdk-invocation-id',
    'amz-sdk-request',
    'authorization',
    'content-type',
    'x-amz-checksum-crc32',
    'x-amz-checksum-mode',
    'x-amz-content-sha256',
    'x-amz-date',
    'x-amz-sdk-checksum-algorithm',
    'x-amz-security-token',
    'x-amz-user-agent',
  ],
  exposeHeaders: ['etag', 'x-amz-checksum-crc32', 'x-amz-id-2', 'x-amz-request-id'],
})

export const S3_FACTS: PresetFacts = {
  preset: s3,
  protocol: 'Amazon S3, Signature Version 4',
  version: '2006-03-01',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html',
  clients: ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  notCovered: [
    'If pages reach a bucket without your server, the bucket answers by its own CORS configuration.',
    'Other parameters of a call have headers of their own, such as `x-amz-acl`, `x-amz-meta-name`, `cache-control` or `range`. List those that pages send, and expose those that they read.',
    'Checksums other than CRC32, such as `x-amz-checksum-sha256`. List and expose them.',
    'The SDK also reads `date` to correct a wrong clock, and `retry-after` and `x-amz-bucket-region` to try again. Expose them if your server sends them.',
    'With signed URLs alone, `PUT` and `content-type` are enough.',
  ],
}
