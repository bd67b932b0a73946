/** `ImageDiff`: what differs between two images. */
import * as v from 'valibot'
import type {CauseKind} from '../../size/diff.ts'
import {part} from './image.ts'
import {about, bytes, lineNumber, list, maybeBytes, maybeString, signedBytes, string, whole} from './values.ts'

const size = v.object({
  download: about('Compressed, in bytes.', bytes),
  disk: about('Uncompressed, in bytes.', bytes),
})
const before = about('In the older image; null where it is not there.', v.nullable(size))
const after = about('In the newer image; null where it is not there.', v.nullable(size))
/** Of files, packages and sections. */
const twoSided = {
  before: about('Bytes in the older image; null where it is not there.', maybeBytes),
  after: about('Bytes in the newer image; null where it is not there.', maybeBytes),
}

const layerChange = v.object({
  kind: about(
    '`moved`: the same content at another place. `rebased`: the same files on other layers below.',
    v.picklist(['same', 'changed', 'added', 'removed', 'moved', 'rebased']),
  ),
  part: about('From the base image, or made by this Dockerfile.', part),
  instruction: about('The instruction of the Dockerfile on one line.', string),
  line: about("In the newer image's Dockerfile; null when it is not known.", v.nullable(lineNumber)),
  ...{before, after},
})

const fileGroup = v.object({
  count: about('Of all of them.', whole),
  bytes: about('Of content: what was added, what was removed (positive), or the difference.', signedBytes),
  files: about('The 200 largest.', list(v.object({path: about('Without a slash at the start.', string), ...twoSided}))),
})

const moduleChange = v.object({
  path: about('Module path; `std` is the standard library.', string),
  version: about(
    'With ` => ` for a replaced one; the Go release for `std`.',
    v.object({
      before: about('Null where the module is new.', maybeString),
      after: about('Null where it is gone.', maybeString),
    }),
  ),
  before: about('Bytes of code and function table.', bytes),
  after: about('Bytes of code and function table.', bytes),
})

const programDiff = v.object({
  path: about('In the newer image, else in the older one.', string),
  part: about('Of the layer that it is in.', part),
  ...twoSided,
  goRelease: about(
    'Null where it is the same.',
    v.nullable(v.object({before: about('`go1.27.3`.', string), after: about('`go1.27.4`.', string)})),
  ),
  modules: about('Those that differ, the largest change first, at most 1000.', list(moduleChange)),
  packages: about(
    'Those that differ, the largest change first, at most 1000. Bytes are code and function table.',
    list(
      v.object({
        path: about('Import path; `main` is the main package.', string),
        module: about('Module path; null where the build list has none for it.', maybeString),
        ...twoSided,
      }),
    ),
  ),
  sections: about(
    'Sections of the file that differ.',
    list(
      v.object({name: about('As the ELF file has it.', string), kind: about('What it holds.', string), ...twoSided}),
    ),
  ),
  settings: about(
    'Build settings that differ; values of `-X` are left out.',
    list(
      v.object({
        key: about('Name of the setting.', string),
        before: about('Null where it was not set.', maybeString),
        after: about('Null where it is not set.', maybeString),
      }),
    ),
  ),
  embedded: about(
    'Files of go:embed that differ.',
    list(v.object({path: about('As the source names it.', string), ...twoSided})),
  ),
})

const causeKinds = [
  ...['base', 'module-added', 'module-removed', 'module-changed', 'own-code', 'standard-library', 'symbols'],
  ...['setting', 'embedded', 'program-added', 'program-removed', 'file', 'replaced-below', 'rest'],
] as CauseKind[]

const wantedBy = v.object({
  package: about('Import path of the package of this project that imports it.', string),
  file: about('Relative to the repository.', string),
  line: about('Of the import.', lineNumber),
  through: about('The direct dependency on the way; null where there is none between.', maybeString),
})

const cause = v.object({
  kind: about('What changed; report.md beside this file has them all.', v.picklist(causeKinds)),
  bytes: about('On disk, signed.', signedBytes),
  subject: about('Module, file, folder, image or flag; empty for `rest`.', string),
  before: about('Version, name or value in the older image; null where there is none.', maybeString),
  after: about('Version, name or value in the newer image; null where there is none.', maybeString),
  program: about('Path of the program that it is about; null for the image.', maybeString),
  wantedBy: about('The import that a new module comes from; null where nothing is known.', v.nullable(wantedBy)),
})

export const diff = v.object({
  schema: about('Version of this part.', v.literal(1)),
  platforms: about(
    'One for each platform of either image.',
    list(
      v.object({
        platform: about('`linux/amd64`, `linux/arm/v7`.', string),
        before: about('Null when the platform is new, or without a baseline.', v.nullable(size)),
        after: about('Null when the platform is gone.', v.nullable(size)),
        layers: about('Of both images, in the order of the newer one.', list(layerChange)),
        files: v.optional(
          about(
            'Files of the final image; null where only sizes are known of a side.',
            v.nullable(
              v.object({
                added: about('Not in the older image.', fileGroup),
                removed: about('Not in the newer image.', fileGroup),
                changed: about('In both, with other content.', fileGroup),
              }),
            ),
          ),
          null,
        ),
        programs: v.optional(about('Go programs that differ in more than their commit.', list(programDiff)), []),
        settings: v.optional(
          about(
            "What differs in the image's configuration; a value that looks secret is `(not shown)`.",
            list(
              v.object({
                name: about('`user`, `entrypoint`, the name of a label.', string),
                before: about('Empty where it was not set.', string),
                after: about('Empty where it is not set.', string),
              }),
            ),
          ),
          [],
        ),
        caveats: v.optional(about('Why the two sides do not compare like with like, as sentences.', list(string)), []),
        causes: v.optional(
          about('Why the size on disk changed, the largest first. Sums exactly to the change.', list(cause)),
          [],
        ),
      }),
    ),
  ),
})
