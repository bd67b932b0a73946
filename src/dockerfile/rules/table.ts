import type {Rule} from '../check/rule.ts'
import {ARGUMENT_RULES} from './arguments.ts'
import {CACHE_MOUNT_RULES} from './cache-mounts.ts'
import {CACHE_RULES} from './caches.ts'
import {DOWNLOAD_RULES} from './downloads.ts'
import {LEGACY_RULES} from './legacy.ts'
import {LINKING_RULES} from './linking.ts'
import {MODULE_COMMAND_RULES} from './module-commands.ts'
import {MODULE_RULES} from './modules.ts'
import {PLATFORM_RULES} from './platforms.ts'
import {PORT_RULES} from './ports.ts'
import {PROCESSOR_RULES} from './processors.ts'
import {RECOMPILE_RULES} from './recompiles.ts'
import {RUNNER_CACHE_RULES} from './runner-cache.ts'
import {RUNTIME_RULES} from './runtime.ts'
import {START_RULES} from './start.ts'
import {SUM_RULES} from './sums.ts'
import {USER_RULES} from './users.ts'
import {VENDOR_RULES} from './vendor.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [
  ...CACHE_RULES,
  ...LINKING_RULES,
  ...PLATFORM_RULES,
  ...ARGUMENT_RULES,
  ...RUNTIME_RULES,
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
]
