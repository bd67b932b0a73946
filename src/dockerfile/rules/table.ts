import type {Rule} from '../check/rule.ts'
import {ARGUMENT_RULES} from './arguments.ts'
import {CACHE_RULES} from './caches.ts'
import {LINKING_RULES} from './linking.ts'
import {PLATFORM_RULES} from './platforms.ts'
import {PORT_RULES} from './ports.ts'
import {PROCESSOR_RULES} from './processors.ts'
import {RUNTIME_RULES} from './runtime.ts'
import {START_RULES} from './start.ts'
import {USER_RULES} from './users.ts'

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
]
