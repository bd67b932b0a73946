/** What an image is made of, per platform, read from its manifests and layers. All sizes are bytes. */

export type Layer = {
  /** Digest of the blob as a registry stores it (compressed), `sha256:…`. */
  digest: string
  /** Digest of the uncompressed tar (OCI image-spec config.md, `rootfs.diff_ids`). */
  diffId: string
  mediaType: string
  /** Compressed size from the manifest. */
  downloadBytes: number
  /** Uncompressed size of the layer's tar. */
  diskBytes: number
  /** `history[].created_by` as BuildKit wrote it. */
  createdBy: string
  /** The Dockerfile instruction on one line, without BuildKit's decoration, for people to read. */
  instruction: string
  /** Line in the Dockerfile that made it; null for layers of the base image or when it cannot be told. */
  line: number | null
  /** From the base image, or made by this Dockerfile. */
  part: 'base' | 'own'
  /** Set where a registry need not have it, and did not: `diskBytes` is then 0, and nobody knows better. */
  foreign?: true
}

export type PlatformFacts = {
  /** `linux/amd64`, `linux/arm/v7` (OCI image-spec image-index.md, `platform`). */
  platform: string
  /** Empty where there is no manifest: in archives by a Docker older than 25. */
  manifestDigest: string
  configDigest: string
  /** Sum over distinct blobs: what a client without any layer downloads. */
  downloadBytes: number
  /** Sum over all layers, uncompressed. */
  diskBytes: number
  /** `gzip`, `zstd`, `none` or `mixed`. */
  compression: string
  layers: Layer[]
  /** The image that this one stands on; null where nothing says so. */
  base: BaseImage | null
  /** Null in facts of before version 0.3. */
  settings: ImageSettings | null
  /** Whether an attestation with SLSA provenance came with it; null where the source cannot tell (an archive by docker). */
  provenance: boolean | null
  /** Null where only sizes were read. */
  contents: Contents | null
}

export type BaseImage = {
  /** As the Dockerfile or the annotation `org.opencontainers.image.base.name` has it. */
  name: string
  /** Of its index or manifest, where the build or the annotation tells. */
  digest: string | null
}

/** What the image's configuration says about running it (OCI image-spec config.md, `config`). */
export type ImageSettings = {
  user: string
  entrypoint: string[]
  command: string[]
  workingDirectory: string
  /** `8080/tcp`. */
  ports: string[]
  /** RFC 3339; null where it is not given. */
  created: string | null
  labels: Record<string, string>
  /** `NAME=value`, values as they are in the image. */
  environment: string[]
}

/** The files of the image as a container sees them, and what stands out among them. */
export type Contents = {
  /** No folders, sorted by path in code units; of more than `MAX_FILES` the smallest are left out. */
  files: FileFact[]
  leftOut: {files: number; bytes: number}
  /** Bytes of files that a later layer replaces or removes. */
  wastedBytes: number
  /** The largest of these first, at most 100. */
  wasted: {path: string; bytes: number; layers: number[]}[]
  /** Files that run as another user or group, at most 100. */
  setuid: {path: string; mode: number; layer: number}[]
  /** Files that look like keys or passwords, also those that a later layer removes; at most 100. */
  secrets: {path: string; what: string; layer: number; removed: boolean}[]
  programs: GoProgram[]
}

export type FileFact = {
  /** Without a slash at the start: `usr/bin/app`. */
  path: string
  /** Of its content; 0 for links and devices. A hard link has 0, too: its content is counted where it links to. */
  bytes: number
  /** Index into `layers`. */
  layer: number
  /** `file` unless told. */
  kind?: 'symlink' | 'hardlink' | 'device' | 'fifo'
  /** Where a link leads. */
  target?: string
  /** Permission bits with setuid, setgid and sticky; left out for 0644. */
  mode?: number
  /** CRC-32 of the content, 8 hexadecimal digits: tells changed from same, and is no proof. Left out for 0 bytes. */
  crc?: string
}

/** A module of a build list, as debug/buildinfo has it. */
export type GoModule = ModuleVersion & {replacedBy: ModuleVersion | null}
/** `sum` is the `h1:` of go.sum. */
export type ModuleVersion = {path: string; version: string; sum: string | null}

/** A program that the go command built, read from the file itself. All sizes are bytes. */
export type GoProgram = {
  path: string
  /** Index into `layers`. */
  layer: number
  /** Of the file. */
  bytes: number
  /** `go1.27.3`. */
  goRelease: string
  /** Import path of the main package. */
  mainPackage: string
  mainModule: GoModule | null
  /** Dependencies, in the order of the build information. */
  modules: GoModule[]
  /** Build settings: `-ldflags`, `CGO_ENABLED`, `GOARCH`, `vcs.revision`, … */
  settings: {key: string; value: string}[]
  /** Set where the program is packed: then nothing but its size is known. */
  packed: 'upx' | null
  linking: {
    mode: 'internal' | 'external'
    pie: boolean
    /** Shared libraries that it needs (DT_NEEDED); empty for a static one. */
    libraries: string[]
    /** Has `.symtab`; `-s` leaves it out. */
    symbols: boolean
    /** Has DWARF; `-w` leaves it out. */
    debug: boolean
  }
  /** What the file is made of, in the order of the file. Sums to `bytes`: the last part, without a name, is in no section. */
  sections: {name: string; bytes: number; kind: SectionKind}[]
  /** By function table, the largest first. Sums of `codeBytes` stay below the code sections: padding and C code are in none. */
  packages: GoPackage[]
  /** Files that go:embed put in, found by their hash. */
  embedded: {path: string; bytes: number}[]
  /** What could not be read, as sentences. */
  unread: string[]
}

/**
 * `code`: machine code. `functions`: the function table (.gopclntab) and what goes with it. `types`: type descriptors.
 * `constants`: strings, embedded files and other read-only data. `data`: variables. `debug`: DWARF. `symbols`: names for
 * tools.
 */
export type SectionKind = 'code' | 'functions' | 'types' | 'constants' | 'data' | 'debug' | 'symbols' | 'other'

export type GoPackage = {
  /** Import path; `main` is the main package. Empty for functions that have none. */
  path: string
  /** Module path; `std` for the standard library, null where the build list has none for it. */
  module: string | null
  /** As `go tool nm -size` has them. */
  codeBytes: number
  /** Its part of the function table: what is there for it alone. Names of files and of inlined functions are no package's. */
  tableBytes: number
  functions: number
}

/** Of the files of one image that facts and reports keep. */
export const MAX_FILES = 50_000

export type ImageFacts = {
  schema: 1
  /** Where it was read from: `oci:DIR`, `this build`, … */
  source: string
  platforms: PlatformFacts[]
}
