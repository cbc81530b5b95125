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
    'A bucket that pages reach without your server answers by its own CORS configuration, to which this preset does not belong.',
    'Options of objects have headers of their own, such as `x-amz-acl`, `x-amz-tagging`, `x-amz-meta-name`, `cache-control`, `range` or `if-none-match`: list those that pages send, and expose those that they read.',
    'Checksums other than CRC32, such as `x-amz-checksum-sha256`: list and expose them.',
    'With signed URLs alone, `PUT` and `content-type` are enough.',
  ],
}
