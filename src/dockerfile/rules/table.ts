import type {Rule} from '../check/rule.ts'
import {AFTER_LINKING_RULES} from './after-linking.ts'
import {BUILD_FLAG_RULES} from './build-flags.ts'
import {CACHE_RULES} from './caches.ts'
import {EMBED_RULES} from './embeds.ts'
import {IMAGE_REFERENCE_RULES} from './image-references.ts'
import {LINK_VARIABLE_RULES} from './link-variables.ts'
import {OUTPUT_RULES} from './outputs.ts'
import {SELF_CONTAINED_RULES} from './self-contained.ts'
import {SHAPE_RULES} from './shape.ts'
import {STAMP_RULES} from './stamps.ts'
import {TARGET_RULES} from './targets.ts'
import {VERSION_RULES} from './versions.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [
  ...CACHE_RULES,
  ...SHAPE_RULES,
  ...SELF_CONTAINED_RULES,
  ...OUTPUT_RULES,
  ...BUILD_FLAG_RULES,
  ...AFTER_LINKING_RULES,
  ...TARGET_RULES,
  ...STAMP_RULES,
  ...LINK_VARIABLE_RULES,
  ...EMBED_RULES,
  ...VERSION_RULES,
  ...IMAGE_REFERENCE_RULES,
]
