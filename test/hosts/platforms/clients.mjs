/**
 * Sends what `corsage/export` writes through the client of each platform to a server on loopback. Not TypeScript, because
 * `npm run check` has to work before these packages are installed.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ApiGatewayV2Client, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2'
import { GetBucketCorsCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3'
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import { Storage } from '@google-cloud/storage'
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute'
import protobuf from 'protobufjs'
import { RE2 } from 're2-wasm'

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' }

/** @returns what S3's client reads back from what it sent */
export async function throughS3(endpoint, json) {
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true })
  await client.send(new PutBucketCorsCommand({ Bucket: 'photos', CORSConfiguration: json }))
  const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket: 'photos' }))
  client.destroy()
  return { CORSRules }
}

/** @returns what API Gateway's client reads back from what it sent */
export async function throughApiGateway(endpoint, json) {
  const client = new ApiGatewayV2Client({ endpoint, region: 'us-east-1', credentials })
  const { CorsConfiguration } = await client.send(new UpdateApiCommand({ ApiId: 'shop', CorsConfiguration: json }))
  client.destroy()
  return CorsConfiguration
}

/** @returns what Azure's client reads back from what it sent */
export async function throughAzureBlob(endpoint, json) {
  const key = new StorageSharedKeyCredential('account', Buffer.from('secret').toString('base64'))
  const client = new BlobServiceClient(`${endpoint}/account`, key, { retryOptions: { maxTries: 1 } })
  await client.setProperties(json)
  const { cors } = await client.getProperties()
  return { cors }
}

/** Sends the configuration with the client of Google Cloud Storage. */
export async function throughGcs(apiEndpoint, json) {
  const storage = new Storage({ apiEndpoint, projectId: 'shop', retryOptions: { autoRetry: false } })
  await storage.bucket('photos').setCorsConfiguration(json)
}

let corsPolicy

/** @returns Envoy's `CorsPolicy` after it was encoded and decoded by its protocol buffers */
export async function throughEnvoy({ '@type': type, ...policy }) {
  corsPolicy ??= await loadEnvoy()
  const Type = corsPolicy.lookupType(type.split('/')[1])
  // In JSON, a BoolValue is true or false (https://protobuf.dev/programming-guides/json/), which protobufjs does not do.
  const wrapped = Object.entries(policy).map(([name, value]) => [name, value === !!value ? { value } : value])
  const decoded = Type.decode(Type.encode(Type.fromObject(Object.fromEntries(wrapped))).finish())
  const plain = Type.toObject(decoded, { defaults: false })
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, typeof value?.value === 'boolean' ? value.value : value]),
  )
}

async function loadEnvoy() {
  const root = new protobuf.Root()
  const modules = join(import.meta.dirname, 'node_modules')
  const folders = [
    ...['envoy-api', 'xds', 'googleapis', 'protoc-gen-validate'].map((name) =>
      join(modules, '@grpc/grpc-js-xds/deps', name),
    ),
    join(modules, 'protobufjs'),
  ]
  root.resolvePath = (_origin, target) =>
    folders.map((folder) => join(folder, target)).find((path) => existsSync(path)) ?? target
  await root.load('envoy/extensions/filters/http/cors/v3/cors.proto', { keepCase: true })
  return root
}

/** @throws if the schema of HTTPRoute does not take the filter */
export function throughGatewayApi(filter) {
  const route = new HTTPRoute({ metadata: { name: 'shop' }, spec: { rules: [{ filters: [filter] }] } })
  route.validate()
}

const compiled = new Map()

/**
 * Whether RE2, which Envoy uses, finds the whole string by the regular expression. Its WebAssembly has little memory, so
 * each is compiled once.
 */
export function matchesRe2(regex, text) {
  if (!compiled.has(regex)) compiled.set(regex, new RE2(`^(?:${regex})$`, 'u'))
  return compiled.get(regex).test(text)
}
