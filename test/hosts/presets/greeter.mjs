import { create, createFileRegistry } from '@bufbuild/protobuf'
import {
  file_google_protobuf_wrappers,
  FileDescriptorProtoSchema,
  MethodOptions_IdempotencyLevel,
} from '@bufbuild/protobuf/wkt'

const TYPE = '.google.protobuf.StringValue'
const method = (name, more) => ({ name, inputType: TYPE, outputType: TYPE, ...more })

/** The service that a compiler would make of a .proto file. */
const file = create(FileDescriptorProtoSchema, {
  name: 'example.proto',
  package: 'example',
  syntax: 'proto3',
  dependency: ['google/protobuf/wrappers.proto'],
  service: [
    {
      name: 'Greeter',
      method: [
        method('Greet'),
        method('Look', { options: { idempotencyLevel: MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS } }),
        method('Count', { serverStreaming: true }),
        method('Fail'),
        method('Refuse'),
      ],
    },
  ],
})

export const Greeter = createFileRegistry(file, (name) =>
  name === 'google/protobuf/wrappers.proto' ? file_google_protobuf_wrappers : undefined,
).getService('example.Greeter')
