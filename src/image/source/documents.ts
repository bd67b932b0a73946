/** Documents of an image as image-spec 1.1 has them; Docker's have the same shape. Fields that nobody reads are left out. */
import {createHash} from 'node:crypto'
import * as v from 'valibot'

/** distribution-spec 1.1, "Pushing Manifests": what registries must take. Configurations are as short. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024

const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'not sha256 and 64 hexadecimal digits'))
/** Container runtimes take some hundred layers. */
const MAX_LAYERS = 10_000

const annotations = v.nullish(v.record(v.string(), v.string()))
/** Go writes an empty list or map as null. */
const texts = v.nullish(v.array(v.string()))

/** Of platforms and media types, whose names RFC 6838 bounds by 255. */
const short = v.pipe(v.string(), v.maxLength(255))

/** descriptor.md */
const descriptor = v.object({
  mediaType: v.optional(short, ''),
  digest,
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations,
  platform: v.nullish(v.object({architecture: short, os: short, variant: v.optional(short)})),
})

/** image-index.md */
export const Index = v.object({manifests: v.array(descriptor)})
/** manifest.md */
export const Manifest = v.object({
  config: descriptor,
  layers: v.nullish(v.pipe(v.array(descriptor), v.maxLength(MAX_LAYERS))),
  annotations,
  subject: v.nullish(descriptor),
})
/** config.md */
export const Config = v.object({
  architecture: v.optional(short, ''),
  os: v.optional(short, ''),
  variant: v.optional(short),
  created: v.nullish(v.string()),
  config: v.nullish(
    v.object({
      User: v.nullish(v.string()),
      Entrypoint: texts,
      Cmd: texts,
      WorkingDir: v.nullish(v.string()),
      ExposedPorts: v.nullish(v.record(v.string(), v.unknown())),
      Labels: v.nullish(v.record(v.string(), v.string())),
      Env: texts,
    }),
  ),
  rootfs: v.object({diff_ids: v.nullish(v.pipe(v.array(v.string()), v.maxLength(MAX_LAYERS)), [])}),
  history: v.nullish(
    v.pipe(
      v.array(v.object({created_by: v.optional(v.string(), ''), empty_layer: v.optional(v.boolean(), false)})),
      v.maxLength(MAX_LAYERS),
    ),
    [],
  ),
})

export type Descriptor = v.InferOutput<typeof descriptor>
export type Manifest = v.InferOutput<typeof Manifest>
export type ImageConfig = v.InferOutput<typeof Config>

/** `what` names the document in errors. */
export function parseDocument<const Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Buffer,
  what: string,
): v.InferOutput<Schema> {
  const {success, output, issues} = v.safeParse(schema, parseJson(bytes, what))
  if (success) return output
  const [issue] = issues
  throw new Error(`${what} cannot be read: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`)
}

export function parseJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new Error(`${what} is not JSON`)
  }
}

/** Throws unless the bytes are those that the descriptor is of. */
export function verify(bytes: Buffer, {digest, size}: Descriptor, what: string): Buffer {
  const found = digestOf(bytes)
  if (found !== digest) throw new Error(`${what} ${digest} is damaged: its content hashes to ${found}`)
  if (bytes.length !== size) throw new Error(`${what} ${digest} has ${bytes.length} bytes, not ${size} as it is listed`)
  return bytes
}

/** Throws for a document that is not worth to be read whole. */
export function checkLength(bytes: number, what: string): void {
  if (bytes > MAX_DOCUMENT_BYTES)
    throw new Error(`${what} has ${bytes} bytes, more than the ${MAX_DOCUMENT_BYTES} that it may have`)
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
