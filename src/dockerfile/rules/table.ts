import type {Rule} from '../check/rule.ts'
import {ARCHITECTURE_RULES} from './architecture.ts'
import {ORDER_RULES} from './cache-order.ts'
import {CACHE_RULES} from './caches.ts'
import {CONTEXT_RULES} from './context.ts'
import {CONTEXT_SOURCE_RULES} from './context-sources.ts'
import {CREDENTIAL_RULES} from './credentials.ts'
import {END_OF_LIFE_RULES} from './end-of-life.ts'
import {FRONTEND_RULES} from './frontend.ts'
import {HISTORY_RULES} from './history.ts'
import {LAYER_RULES} from './layers.ts'
import {ORIGIN_RULES} from './origin.ts'
import {SECRET_COPY_RULES} from './secret-copies.ts'
import {SECRET_RULES} from './secrets.ts'
import {SHELL_RULES} from './shell-style.ts'
import {TRUST_RULES} from './trust.ts'

/** Every rule of ours. To add one: a line in the list of its theme, and a row of fixtures. */
export const RULES: readonly Rule[] = [
  ...CACHE_RULES,
  ...SECRET_COPY_RULES,
  ...SECRET_RULES,
  ...CREDENTIAL_RULES,
  ...TRUST_RULES,
  ...CONTEXT_RULES,
  ...CONTEXT_SOURCE_RULES,
  ...HISTORY_RULES,
  ...SHELL_RULES,
  ...ORDER_RULES,
  ...FRONTEND_RULES,
  ...END_OF_LIFE_RULES,
  ...LAYER_RULES,
  ...ORIGIN_RULES,
  ...ARCHITECTURE_RULES,
]
