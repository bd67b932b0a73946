import type {Rule} from '../check/rule.ts'
import {CACHE_MOUNT_RULES} from './cache-mounts.ts'
import {CACHE_RULES} from './caches.ts'
import {RECOMPILE_RULES} from './recompiles.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [...CACHE_RULES, ...CACHE_MOUNT_RULES, ...RECOMPILE_RULES]
