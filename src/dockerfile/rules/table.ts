import type {Rule} from '../check/rule.ts'
import {CACHE_RULES} from './caches.ts'
import {LINKING_RULES} from './linking.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [...CACHE_RULES, ...LINKING_RULES]
