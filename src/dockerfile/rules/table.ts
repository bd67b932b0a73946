import type {Rule} from '../check/rule.ts'
import {AFTER_LINKING_RULES} from './after-linking.ts'
import {ARCHITECTURE_RULES} from './architecture.ts'
import {ARGUMENT_RULES} from './arguments.ts'
import {BUILD_CACHE_RULES} from './build-cache.ts'
import {BUILD_FLAG_RULES} from './build-flags.ts'
import {BUILD_TIME_RULES} from './build-times.ts'
import {CACHE_MOUNT_RULES} from './cache-mounts.ts'
import {ORDER_RULES} from './cache-order.ts'
import {CACHE_RULES} from './caches.ts'
import {CONTEXT_RULES} from './context.ts'
import {CONTEXT_SOURCE_RULES} from './context-sources.ts'
import {CREDENTIAL_RULES} from './credentials.ts'
import {DOWNLOAD_RULES} from './downloads.ts'
import {EMBED_RULES} from './embeds.ts'
import {END_OF_LIFE_RULES} from './end-of-life.ts'
import {FRONTEND_RULES} from './frontend.ts'
import {IMAGE_REFERENCE_RULES} from './image-references.ts'
import {LAYER_RULES} from './layers.ts'
import {LEGACY_RULES} from './legacy.ts'
import {LINK_VARIABLE_RULES} from './link-variables.ts'
import {LINKING_RULES} from './linking.ts'
import {MODULE_COMMAND_RULES} from './module-commands.ts'
import {MODULE_RULES} from './modules.ts'
import {NEEDED_SHELL_RULES} from './needed-shell.ts'
import {ORIGIN_RULES} from './origin.ts'
import {OUTPUT_RULES} from './outputs.ts'
import {PLATFORM_RULES} from './platforms.ts'
import {PORT_RULES} from './ports.ts'
import {PROCESSOR_RULES} from './processors.ts'
import {RECOMPILE_RULES} from './recompiles.ts'
import {RUNNER_CACHE_RULES} from './runner-cache.ts'
import {RUNTIME_RULES} from './runtime.ts'
import {SECRET_COPY_RULES} from './secret-copies.ts'
import {SECRET_RULES} from './secrets.ts'
import {SELF_CONTAINED_RULES} from './self-contained.ts'
import {SHAPE_RULES} from './shape.ts'
import {SHELL_RULES} from './shell-style.ts'
import {STAMP_RULES} from './stamps.ts'
import {START_RULES} from './start.ts'
import {STATIC_LINKING_RULES} from './static-linking.ts'
import {SUM_RULES} from './sums.ts'
import {TARGET_RULES} from './targets.ts'
import {TRUST_RULES} from './trust.ts'
import {USER_RULES} from './users.ts'
import {VENDOR_RULES} from './vendor.ts'
import {VERSION_RULES} from './versions.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [
  ...BUILD_CACHE_RULES,
  ...CACHE_RULES,
  ...LINKING_RULES,
  ...PLATFORM_RULES,
  ...ARGUMENT_RULES,
  ...RUNTIME_RULES,
  ...NEEDED_SHELL_RULES,
  ...START_RULES,
  ...PORT_RULES,
  ...USER_RULES,
  ...PROCESSOR_RULES,
  ...CACHE_MOUNT_RULES,
  ...RECOMPILE_RULES,
  ...RUNNER_CACHE_RULES,
  ...DOWNLOAD_RULES,
  ...SUM_RULES,
  ...MODULE_RULES,
  ...VENDOR_RULES,
  ...MODULE_COMMAND_RULES,
  ...LEGACY_RULES,
  ...SHAPE_RULES,
  ...SELF_CONTAINED_RULES,
  ...OUTPUT_RULES,
  ...BUILD_FLAG_RULES,
  ...STATIC_LINKING_RULES,
  ...AFTER_LINKING_RULES,
  ...TARGET_RULES,
  ...STAMP_RULES,
  ...BUILD_TIME_RULES,
  ...LINK_VARIABLE_RULES,
  ...EMBED_RULES,
  ...VERSION_RULES,
  ...IMAGE_REFERENCE_RULES,
  ...SECRET_COPY_RULES,
  ...SECRET_RULES,
  ...CREDENTIAL_RULES,
  ...TRUST_RULES,
  ...CONTEXT_RULES,
  ...CONTEXT_SOURCE_RULES,
  ...SHELL_RULES,
  ...ORDER_RULES,
  ...FRONTEND_RULES,
  ...END_OF_LIFE_RULES,
  ...LAYER_RULES,
  ...ORIGIN_RULES,
  ...ARCHITECTURE_RULES,
]
