import type {Rule} from '../check/rule.ts'
import {CACHE_MOUNT_RULES} from './cache-mounts.ts'
import {CACHE_RULES} from './caches.ts'
import {DOWNLOAD_RULES} from './downloads.ts'
import {LEGACY_RULES} from './legacy.ts'
import {MODULE_COMMAND_RULES} from './module-commands.ts'
import {MODULE_RULES} from './modules.ts'
import {RECOMPILE_RULES} from './recompiles.ts'
import {RUNNER_CACHE_RULES} from './runner-cache.ts'
import {SUM_RULES} from './sums.ts'
import {VENDOR_RULES} from './vendor.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [
  ...CACHE_RULES,
  ...CACHE_MOUNT_RULES,
  ...RECOMPILE_RULES,
  ...RUNNER_CACHE_RULES,
  ...DOWNLOAD_RULES,
  ...SUM_RULES,
  ...MODULE_RULES,
  ...VENDOR_RULES,
  ...MODULE_COMMAND_RULES,
  ...LEGACY_RULES,
]
