/** `ImageFacts`: what an image is made of. */
import * as v from 'valibot'
import {MAX_FILES} from '../../image/facts.ts'
import {about, bytes, lineNumber, list, maybeString, string, whole} from './values.ts'

export const part = v.picklist(['base', 'own'])

const layer = v.object({
  digest: about('Digest of the blob as a registry stores it, compressed: `sha256:…`.', string),
  diffId: about('Digest of the uncompressed tar (OCI image-spec config.md, `rootfs.diff_ids`).', string),
  mediaType: about('As in the manifest.', string),
  downloadBytes: about('Compressed size in bytes, from the manifest.', bytes),
  diskBytes: about('Uncompressed size of the tar in bytes.', bytes),
  createdBy: about("As the image's history has it, at most 1000 characters.", string),
  instruction: about('The same for people: the instruction of the Dockerfile on one line.', string),
  line: about(
    'Line of the Dockerfile that made it; null for the base image, or when it cannot be told.',
    v.nullable(lineNumber),
  ),
  part: about('`base`: from the base image. `own`: made by this Dockerfile.', part),
  foreign: v.exactOptional(
    about('A layer that a registry need not have, and that was not there: `diskBytes` is 0.', v.literal(true)),
  ),
})

const moduleVersion = v.object({
  path: about('Module path.', string),
  version: about('As the build list has it: `v1.2.3`, a pseudo-version, `(devel)`.', string),
  sum: about('The `h1:` of go.sum; null where the program has none.', maybeString),
})
const goModule = v.object({
  ...moduleVersion.entries,
  replacedBy: about('What a replace directive put in its place; null without one.', v.nullable(moduleVersion)),
})

const section = v.object({
  name: about('As the ELF file has it; empty for what is in no section.', string),
  bytes: about('Of the file, in bytes.', bytes),
  kind: about(
    '`code`: machine code. `functions`: the function table. `types`: type descriptors. `constants`: strings, embedded ' +
      'files, other read-only data. `data`: variables. `debug`: DWARF. `symbols`: names for tools.',
    v.picklist(['code', 'functions', 'types', 'constants', 'data', 'debug', 'symbols', 'other']),
  ),
})

const goPackage = v.object({
  path: about('Import path; `main` is the main package, empty are functions that have none.', string),
  module: about('Module path, `std` for the standard library; null where the build list has none for it.', maybeString),
  codeBytes: about('Machine code in bytes, as `go tool nm -size` counts.', bytes),
  tableBytes: about('Its own part of the function table, in bytes.', bytes),
  functions: about('Number of its functions.', whole),
})

const linking = v.object({
  mode: about(
    "Who linked it: the go command's own linker or that of the C compiler.",
    v.picklist(['internal', 'external']),
  ),
  pie: about('Position-independent.', v.boolean()),
  libraries: about('Shared libraries that it needs (DT_NEEDED); empty for a static one.', list(string)),
  symbols: about('Has a symbol table; `-s` leaves it out.', v.boolean()),
  debug: about('Has DWARF; `-w` leaves it out.', v.boolean()),
})

const layerIndex = about('Index into `layers`, from 0.', whole)
const path = about('In the image, without a slash at the start.', string)

const program = v.object({
  path,
  layer: layerIndex,
  bytes: about('Of the file.', bytes),
  goRelease: about('`go1.27.3`.', string),
  mainPackage: about('Import path of the main package.', string),
  mainModule: about('The module of the main package; null where the program does not say.', v.nullable(goModule)),
  modules: about('Dependencies, in the order of the build information.', list(goModule)),
  settings: about(
    'Build settings: `-ldflags`, `CGO_ENABLED`, `vcs.revision`.',
    list(v.object({key: about('Name of the setting.', string), value: about('Its value.', string)})),
  ),
  packed: about(
    '`upx` where the program is packed: nothing but its size is known then. Else null.',
    v.nullable(v.literal('upx')),
  ),
  linking: about('How it was linked.', linking),
  sections: about('What the file is made of, in its order. Sums to `bytes`.', list(section)),
  packages: about('By the function table, the largest first.', list(goPackage)),
  embedded: about(
    'Files of go:embed, found by their hash.',
    list(v.object({path: about('As the source names it.', string), bytes: about('Of its content.', bytes)})),
  ),
  unread: about('What could not be read, as sentences.', list(string)),
})

/** Of one layer, as they are kept from run to run. */
export const layerPrograms = list(v.omit(program, ['layer']))

const file = v.object({
  path,
  bytes: about('Of its content; 0 for links and devices.', bytes),
  layer: layerIndex,
  kind: v.exactOptional(about('Left out for a regular file.', v.picklist(['symlink', 'hardlink', 'device', 'fifo']))),
  target: v.exactOptional(about('Where a link leads.', string)),
  mode: v.exactOptional(about('Permission bits with setuid, setgid and sticky; left out for 0644.', whole)),
  crc: v.exactOptional(
    about('CRC-32 of the content in 8 hexadecimal digits: tells changed from same, and is no proof.', string),
  ),
})

const contents = v.object({
  files: about(
    'Files as a container sees them, without folders, sorted by path.',
    v.pipe(v.array(file), v.maxLength(MAX_FILES)),
  ),
  leftOut: about(
    `The smallest files of more than ${MAX_FILES}.`,
    v.object({files: about('How many.', whole), bytes: about('Of all of them.', bytes)}),
  ),
  wastedBytes: about('Bytes of files that a later layer replaces or removes.', bytes),
  wasted: about(
    'The largest of these first, at most 100.',
    list(
      v.object({
        path,
        bytes: about('Of all its earlier contents.', bytes),
        layers: about('Indexes into `layers`.', list(whole)),
      }),
    ),
  ),
  setuid: about(
    'Files that run as another user or group, at most 100.',
    list(v.object({path, mode: about('Permission bits.', whole), layer: layerIndex})),
  ),
  secrets: about(
    'Files whose names look like keys or passwords, at most 100.',
    list(
      v.object({
        path,
        what: about('What it looks like: `private key`.', string),
        layer: layerIndex,
        removed: about('A later layer removes it; it is still in the image.', v.boolean()),
      }),
    ),
  ),
  programs: about('Programs that the go command built.', list(program)),
})

const settings = v.object({
  user: about('Empty for root.', string),
  entrypoint: about('Words of the command.', list(string)),
  command: about('Words of the command.', list(string)),
  workingDirectory: about('Empty where it is not set.', string),
  ports: about('`8080/tcp`.', list(string)),
  created: about('RFC 3339; null where it is not given.', maybeString),
  labels: about('By their names.', v.record(string, string)),
  environment: about('`NAME=value`; a value that looks secret is `(not shown)`.', list(string)),
})

const base = v.object({
  name: about('As the Dockerfile or an annotation has it.', string),
  digest: about('Of its index or manifest; null where nothing tells.', maybeString),
})

/** Before version 0.3 there were sizes alone. */
export const facts = v.object({
  schema: about('Version of this part.', v.literal(1)),
  source: about('Where it was read from: `this build`, `oci:DIR`, a reference.', string),
  platforms: about(
    'One for each platform; attestations are none.',
    list(
      v.object({
        platform: about('`linux/amd64`, `linux/arm/v7`.', string),
        manifestDigest: about('Empty in an archive by a Docker older than 25, which has no manifest.', string),
        configDigest: about("Of the image's configuration.", string),
        downloadBytes: about('Sum over different compressed layers, in bytes.', bytes),
        diskBytes: about('Sum over all uncompressed layers, in bytes.', bytes),
        compression: about('`gzip`, `zstd`, `none` or `mixed`.', string),
        layers: about('Base first.', list(layer)),
        base: v.optional(
          about('The image that this one stands on; null where nothing says so.', v.nullable(base)),
          null,
        ),
        settings: v.optional(
          about(
            "What the image's configuration says about running it; null where it was not read.",
            v.nullable(settings),
          ),
          null,
        ),
        provenance: v.optional(
          about(
            'Whether SLSA provenance by BuildKit is beside the image; null where that cannot be told.',
            v.nullable(v.boolean()),
          ),
          null,
        ),
        contents: v.optional(about('Files and programs; null where only sizes were read.', v.nullable(contents)), null),
      }),
    ),
  ),
})
