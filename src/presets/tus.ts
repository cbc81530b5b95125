import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Pages that upload files in parts, by tus.
 *
 * Not covered: what tus-js-client does not send unless asked. See `presets.tus.notCovered`.
 *
 * @see https://tus.io/protocols/resumable-upload
 */
export const tus: PresetWith<'allowMethods' | 'allowHeaders' | 'exposeHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['HEAD', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: [
    'content-type',
    'tus-resumable',
    'upload-concat',
    'upload-defer-length',
    'upload-length',
    'upload-metadata',
    'upload-offset',
  ],
  exposeHeaders: ['location', 'upload-length', 'upload-offset'],
})

export const TUS_FACTS: PresetFacts = {
  preset: tus,
  protocol: 'tus',
  version: '1.0.0',
  source: 'https://tus.io/protocols/resumable-upload',
  clients: ['tus-js-client'],
  notCovered: [
    'The extensions Checksum and Expiration, because tus-js-client does not use them. For a client that does, list `upload-checksum` and expose `upload-expires`.',
    'The options `addRequestId` and `overridePatchMethod` send `x-request-id` and `x-http-method-override`. List them.',
    '`tus-version`, `tus-extension` and `tus-max-size` describe the server. Expose those that your pages read.',
    'Resumable Uploads for HTTP, the successor of tus, has other headers.',
    'Your own headers, such as `authorization`. List them. Downloads need `GET`.',
  ],
}
